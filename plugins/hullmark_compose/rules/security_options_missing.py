"""A service has no security options.

Why: a reviewer wants to see that somebody thought about what its processes may become; privilege-escalation-allowed
says which option matters.
Instead: ``security_opt: ["no-new-privileges:true"]``.
Flags: a service without ``security_opt``, in the profile ``all`` only: the engine's own profiles for seccomp and
AppArmor hold without it.
Not flagged: fragments, and services that another file goes on with.
See: https://docs.docker.com/reference/compose-file/services/#security_opt
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.service import Service


@rule(
    PRIVILEGES,
    INFO,
    on=Service,
    profile=ALL,
    peers="kics:security-opt-not-set dockerbench:5.2 dockerbench:5.3",
)
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if service.lacks("security_opt") and not service.view.has("provider"):
        yield Problem(service.at("security_opt"), "the service has no security options")
