"""A namespace enforces less than the level restricted.

Why: baseline still admits containers that run as root, gain rights by setuid and keep default capabilities.
Instead: ``labels: {pod-security.kubernetes.io/enforce: restricted}``, after a time with ``warn: restricted``.
Flags: a Namespace with another level, or none.
Not flagged: kube-system and what belongs to the network or the storage; unknown values.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
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
    profile=ALL,
    peers="kubescape:C-0197 kubescape:C-0198 kubescape:C-0200 kubescape:C-0201",
)
def check(namespace: Resource, context: Context) -> Iterator[Problem]:
    """Flag the level, or the name where there is none."""
    level = enforced(namespace)
    if not system_level(namespace) and (level is None or level.known and level != "restricted"):
        at = namespace.grip if level is None else level
        yield Problem(at, f"{namespace.called} enforces {level or 'no level'}, not restricted")
