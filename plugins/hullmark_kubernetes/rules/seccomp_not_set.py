"""No seccomp profile is named.

Why: the kubelet then lets every system call through, unless it was told otherwise with ``seccompDefault``; the
runtime's own profile refuses those that ordinary programs never make and attacks on the kernel need.
Instead: ``seccompProfile: {type: RuntimeDefault}`` in the security context of the pod.
Flags: a container for which neither the field nor the annotations that it has replaced name a profile, its own or its
pod's; a word that names none, and Localhost without ``localhostProfile``.
Not flagged: Localhost, a profile of your own; Unconfined, which seccomp-unconfined reports; privileged containers, to
which none applies; Windows.
See: https://kubernetes.io/docs/tutorials/security/seccomp/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import PodContainer

_TYPES = ("runtimedefault", "localhost", "unconfined")


@rule(
    PRIVILEGES,
    WARNING,
    on=PodContainer,
    profile=STRICT,
    peers=(
        "checkov:CKV_K8S_31 trivy:KSV-0030 trivy:KSV-0104 kics:Seccomp-profile-is-not-configured"
        " kubescore:container-seccomp-profile kubesec:SeccompAny polaris:linuxHardening kubescape:C-0055"
        " kubescape:C-0210 kubescape:C-0211 pss:restricted/seccomp cis:5.7.2"
    ),
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the place where the profile belongs."""
    security = container.shared.security
    if security is None or security.privileged == "true":
        return
    profile = security.seccomp
    if profile is None:
        yield Problem(container.at("securityContext", "seccompProfile"), f"{container.called} has no seccomp profile")
    elif profile.known and profile.lower() not in _TYPES:
        yield Problem(profile, f"{profile} is no seccomp profile; say RuntimeDefault or Localhost")
    elif profile.lower() == "localhost" and _nameless(container):
        yield Problem(profile, "the seccomp profile Localhost names no localhostProfile; the pod is refused")


def _nameless(container: PodContainer) -> bool:
    """Tell whether the effective profile is a field without ``localhostProfile``."""
    field = container.effective("seccompProfile")
    return isinstance(field, Mapping) and field.has("type") and not field.has("localhostProfile")
