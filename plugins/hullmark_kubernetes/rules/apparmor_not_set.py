"""No AppArmor profile is named.

Why: nodes with AppArmor then apply the runtime's own profile, others apply none, and the manifest does not tell which
of the two its author relies on.
Instead: ``appArmorProfile: {type: RuntimeDefault}`` in the security context of the pod, from Kubernetes 1.30 on.
Flags: a container for which neither the field nor the annotation that it has replaced names a profile, its own or its
pod's; one that is Unconfined.
Not flagged: privileged containers, which are not confined anyway; Windows.
See: https://kubernetes.io/docs/tutorials/security/apparmor/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer


@rule(
    PRIVILEGES,
    INFO,
    on=PodContainer,
    profile=ALL,
    peers="kics:Missing-AppArmor-profile kubesec:ApparmorAny polaris:linuxHardening",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the place where the profile belongs."""
    security = container.shared.security
    if security is None or security.privileged == "true":
        return
    if security.apparmor is None:
        yield Problem(container.at("securityContext", "appArmorProfile"), f"{container.called} has no AppArmor profile")
    elif security.apparmor == "Unconfined":
        yield Problem(security.apparmor, "the AppArmor profile is Unconfined, which confines nothing")
