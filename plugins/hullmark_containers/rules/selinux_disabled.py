"""SELinux does not confine a container.

Why: with it a process that breaks out of its container is still kept from the files of the host; without it nothing
is.
Instead: drop the option, and let SELinux label what is mounted: ``./data:/data:Z``.
Flags: ``label:disable`` and ``label:type:spc_t`` in ``security_opt`` and ``--security-opt``, with ``=`` or ``:``;
``SecurityLabelDisable=true`` and ``SecurityLabelType=spc_t``; ``label = false`` for all containers of Podman. As
information in a container for development, which works on the files of its host.
Not flagged: other labels (user, role, level); a container that has the engine's socket, of which docker-socket-mount
says worse.
See: https://docs.docker.com/reference/cli/docker/container/run/#security-opt
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

_DISABLED = pattern(r"label[:=](?:disable|type[:=]spc_t)", re.IGNORECASE)


@rule(
    PRIVILEGES,
    WARNING,
    on=RunOption,
    when=("security-opt",),
    peers=(
        "semgrep:selinux-separation-disabled compose-lint:CL-0009 codepathfinder:COMPOSE-SEC-012 dockerbench:5.3"
    ),
)
def check(option: RunOption, context: Context) -> Iterator[Problem]:
    """Flag the option."""
    if _DISABLED.fullmatch(option.value.strip()):
        workload = option.container.workload
        severity = INFO if workload is not None and workload.kind == "development" else None
        message = f"{option.value} takes the container out of SELinux's confinement"
        yield Problem(option, message, severity=severity)
