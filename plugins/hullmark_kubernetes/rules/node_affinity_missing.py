"""A pod has no node affinity.

Why: it may run on any node whose taints it tolerates: on one without the processor, disk or region that it was made
for.
Instead: ``affinity: {nodeAffinity: ...}``, or ``nodeSelector: {kubernetes.io/arch: amd64}``.
Flags: no ``affinity.nodeAffinity`` in the spec of a pod.
Not flagged: ``nodeSelector`` or ``nodeName``. Where all nodes are alike there is nothing to say, so this rule is off by
default.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod


@rule(
    RESILIENCE,
    INFO,
    on=Pod,
    when=POD_KINDS,
    profile=ALL,
    peers="kubelinter:no-node-affinity",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the place where it belongs."""
    spec = pod.spec
    chosen = spec.has("nodeSelector") or spec.has("nodeName") or spec.scalar("affinity") is not None
    if not chosen and not spec.mapping("affinity").has("nodeAffinity"):
        yield Problem(pod.at("affinity", "nodeAffinity"), f"the pods of {pod.called} may run on any node")
