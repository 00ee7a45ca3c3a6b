"""An autoscaler has no room to scale.

Why: with a maximum that is not above the minimum the number of pods never changes, whatever the load.
Instead: raise ``maxReplicas``, or drop the autoscaler and write ``replicas``.
Flags: ``maxReplicas`` that is not above ``minReplicas`` (1 where that is not written); ``maxReplicaCount`` of a
ScaledObject likewise.
Not flagged: a ScaledObject that is paused by its annotation; numbers with placeholders; no maximum, which
schema-violation says.
See: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import RESILIENCE
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.quantity import number
from hullmark_kubernetes.scaling import HPAS
from hullmark_kubernetes.scaling import scaled_by
from hullmark_kubernetes.tree import Resource


@rule(
    RESILIENCE,
    WARNING,
    on=Resource,
    when=HPAS,
    peers="polaris:hpaMaxAvailability",
)
def check(scaler: Resource, context: Context) -> Iterator[Problem]:
    """Flag the maximum."""
    field = "maxReplicas" if scaler.kind == "HorizontalPodAutoscaler" else "maxReplicaCount"
    written = scaler.spec.text(field)
    most, least = number(written), scaled_by(scaler)[1]
    if any(key.value.startswith("autoscaling.keda.sh/paused") for key, _ in scaler.annotations):
        return
    if most is not None and least is not None and most <= least:
        yield Problem(written, f"{field} {most} is not above the least, {least}; nothing is ever scaled")
