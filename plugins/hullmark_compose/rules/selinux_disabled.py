"""SELinux does not confine a service.

Why: with it a process that breaks out of its container is still kept from the files of the host; without it nothing
is.
Instead: drop the option, and let SELinux label what is mounted: ``./data:/data:Z``.
Flags: ``label:disable`` and ``label:type:spc_t`` in ``security_opt``, with ``=`` or ``:``.
Not flagged: other labels (user, role, level); a service that has the engine's socket, of which docker-socket-mount
says worse.
See: https://docs.docker.com/reference/cli/docker/container/run/#security-opt
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_compose.tree import Service

_DISABLED = pattern(r"label[:=](?:disable|type[:=]spc_t)", re.IGNORECASE)


@rule(
    PRIVILEGES,
    WARNING,
    on=Service,
    peers=(
        "semgrep:selinux-separation-disabled compose-lint:CL-0009 codepathfinder:COMPOSE-SEC-012 dockerbench:5.3"
    ),
)
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the option."""
    for option in service.security_options:
        if _DISABLED.fullmatch(option.strip()) and not _has_socket(service):
            yield Problem(option, f"{option} takes the service out of SELinux's confinement")


def _has_socket(service: Service) -> bool:
    return any(mount.source is not None and mount.source.endswith("docker.sock") for mount in service.volumes)
