"""A container shares the host name of its host.

Why: a process with the right to do so renames the machine, and logs and monitoring look for it in vain.
Instead: leave ``uts`` out, and name the container with ``hostname``.
Flags: ``uts: host``, ``--uts=host``, ``utsns = "host"``; as a warning for a container that is privileged or has
SYS_ADMIN, without which it only reads the name.
Not flagged: values that are filled in later.
See: https://docs.docker.com/reference/compose-file/services/#uts
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(PRIVILEGES, INFO, on=RunOption, when=("uts",), profile=STRICT, peers="dockerbench:5.21")
def check(option: RunOption, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    security = option.container.security
    if option.value != "host":
        return
    mighty = security is not None and (
        security.privileged == "true" or bool({"SYS_ADMIN", "ALL"}.intersection(security.added))
    )
    what = "may rename its host" if mighty else "has the name of its host"
    yield Problem(option, f"the container {what}", severity=WARNING if mighty else None)
