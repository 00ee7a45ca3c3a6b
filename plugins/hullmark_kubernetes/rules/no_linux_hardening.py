"""A container uses none of the kernel's means of defence.

Why: without seccomp, AppArmor, SELinux and without one dropped capability, a flaw in the program is all that stands
between an attacker and the kernel.
Instead: one of them, and better all: ``seccompProfile: {type: RuntimeDefault}`` and ``capabilities: {drop: [ALL]}``.
Flags: a container that runs for as long as its pod and has no AppArmor and no seccomp profile, or only Unconfined, no
SELinux options and no dropped capability.
Not flagged: any one of these, also of the pod; Windows. The single rules say more, so this one is off by default.
See: https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import PodContainer


@rule(
    PRIVILEGES,
    INFO,
    on=PodContainer,
    when=("main", "sidecar"),
    profile=ALL,
    peers="polaris:linuxHardening kubescape:C-0055",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the container's grip."""
    security = container.shared.security
    if security is None or security.dropped:
        return
    if any(profile not in (None, "Unconfined") for profile in (security.apparmor, security.seccomp)):
        return
    labels = container.effective("seLinuxOptions")
    if not (isinstance(labels, Mapping) and labels):
        at = container.at("securityContext")
        yield Problem(at, f"{container.called} has neither seccomp nor AppArmor nor SELinux")
