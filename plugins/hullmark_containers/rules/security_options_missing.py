"""A service has no security options.

Why: a reviewer wants to see that somebody thought about what its processes may become; privilege-escalation-allowed
says which option matters.
Instead: ``security_opt: ["no-new-privileges:true"]``, or ``NoNewPrivileges=true`` in a unit of Podman's.
Flags: a service without ``security_opt``, a unit without ``NoNewPrivileges``, ``SeccompProfile``, ``AppArmor`` and
``SecurityLabel...``, in the profile ``all`` only: the engine's own profiles for seccomp and AppArmor hold without it.
Not flagged: fragments, and services that another file goes on with.
See: https://docs.docker.com/reference/compose-file/services/#security_opt
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    PRIVILEGES,
    INFO,
    on=Container,
    not_in=("dockerfile",),
    profile=ALL,
    peers="kics:security-opt-not-set dockerbench:5.2 dockerbench:5.3",
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    security = container.security
    if security is not None and security.optionless:
        yield Problem(security, "the service has no security options")
