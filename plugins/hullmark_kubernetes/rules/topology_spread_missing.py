"""The pods of a workload are not spread.

Why: without a constraint the scheduler puts pods where there is room, which may be one zone or one machine.
Instead: ``topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable:
ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}]``.
Flags: a workload that goes on without ``topologySpreadConstraints``, or with an empty list.
Not flagged: one replica; ``podAntiAffinity``; DaemonSets and bare pods; Jobs. The cluster may have constraints of its
own, so this rule is off by default.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.scaling import replicas_of
from hullmark_kubernetes.spreading import anti_affinity
from hullmark_kubernetes.spreading import constraints
from hullmark_kubernetes.tree import CONTROLLERS
from hullmark_kubernetes.tree import Pod


@rule(
    RESILIENCE,
    INFO,
    on=Pod,
    when=CONTROLLERS - {"DaemonSet"},
    profile=ALL,
    peers="polaris:topologySpreadConstraint",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the place where the constraints belong."""
    count = replicas_of(pod.resource)
    if count is not None and count < 2 or constraints(pod) or anti_affinity(pod):
        return
    if pod.spec.scalar("topologySpreadConstraints") is None:
        yield Problem(pod.at("topologySpreadConstraints"), f"nothing spreads the pods of {pod.called}")
