"""An autoscaler may leave a single pod.

Why: with one pod every restart, eviction and rollout is an outage; with two, one failure leaves no spare.
Instead: write ``minReplicas: 2`` or more.
Flags: ``minReplicas`` (1 where it is not written) below 2, and below 3 in the profile all; ``minReplicaCount`` of a
ScaledObject likewise.
Not flagged: a ScaledObject that scales to zero, which is what it is for; numbers with placeholders.
See: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.scaling import HPAS
from hullmark_kubernetes.scaling import scaled_by
from hullmark_kubernetes.tree import Resource


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=HPAS,
    profile=STRICT,
    peers=(
        "kubelinter:hpa-minimum-three-replicas kubescore:horizontalpodautoscaler-replicas polaris:hpaMinAvailability"
    ),
)
def check(scaler: Resource, context: Context) -> Iterator[Problem]:
    """Flag the minimum, or the spec that has none."""
    field, least = scaled_by(scaler)
    if least is None or not scaler.spec or scaler.kind == "ScaledObject" and not least:
        return
    if least < 3:
        pods = "a single pod" if least == 1 else "no pod" if not least else f"only {least} pods"
        message = f"{scaler.called} may leave {pods}"
        at = scaler.spec.text(field) or scaler.at("spec")
        yield Problem(at, message, profile=ALL if least == 2 else STRICT)
