"""A namespace enforces less than the level baseline.

Why: the level privileged, and no level, admit host namespaces, directories of the host, privileged containers and
unconfined profiles.
Instead: ``labels: {pod-security.kubernetes.io/enforce: baseline}``, or restricted.
Flags: a Namespace with the level privileged; in the profile all also one without a level.
Not flagged: kube-system and what belongs to the network or the storage, whose pods need it; unknown values.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.namespaces import enforced
from hullmark_kubernetes.namespaces import system_level
from hullmark_kubernetes.tree import Resource


@rule(
    PRIVILEGES,
    INFO,
    on=Resource,
    when=("Namespace",),
    profile=STRICT,
    peers=(
        "kubescape:C-0193 kubescape:C-0194 kubescape:C-0195 kubescape:C-0196 kubescape:C-0199 kubescape:C-0202"
        " kubescape:C-0203 kubescape:C-0204"
    ),
)
def check(namespace: Resource, context: Context) -> Iterator[Problem]:
    """Flag the level, or the name where there is none."""
    if system_level(namespace):
        return
    level = enforced(namespace)
    if level is None:
        yield Problem(namespace.grip, f"{namespace.called} enforces no Pod Security level", profile=ALL)
    elif level == "privileged":
        yield Problem(level, f"{namespace.called} takes any pod, also privileged ones")
