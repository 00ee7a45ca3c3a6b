"""AppArmor does not confine the container.

Why: the runtime's usual profile keeps a container from mounting, from writing to /proc and /sys and from tracing what
is outside; without it these doors only depend on capabilities.
Instead: ``appArmorProfile: {type: RuntimeDefault}``, or Localhost with a profile of your own; in a service no
``apparmor=`` option.
Flags: the profile Unconfined, of a container or taken over from its pod, also in the annotation that the field has
replaced, and ``apparmor=unconfined`` of a service; a word that names no profile.
Not flagged: privileged containers, which are not confined anyway; Windows; no profile, since the runtime then applies
its own.
See: https://kubernetes.io/docs/tutorials/security/apparmor/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    PRIVILEGES,
    WARNING,
    on=Container,
    not_in=("dockerfile",),
    peers=(
        "kubesec:ApparmorUnconfined trivy:KSV-0002 pss:baseline/apparmor compose-lint:CL-0009 dockerbench:5.2"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    security = container.security
    profile = security.apparmor if security is not None else None
    if security is None or profile is None or not profile.known or security.privileged == "true":
        return
    if profile.lower() == "unconfined":
        yield Problem(profile, "AppArmor does not confine the container")
    elif profile.lower() not in ("runtimedefault", "localhost"):
        yield Problem(profile, f"{profile} is no AppArmor profile; say RuntimeDefault or Localhost")
