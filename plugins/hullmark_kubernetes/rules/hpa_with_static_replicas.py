"""A workload has replicas written although an autoscaler manages them.

Why: every time the manifest is applied the number of pods is set back, under load as well, until the autoscaler has
found the right one again.
Instead: delete ``replicas`` from the workload; the autoscaler's ``minReplicas`` holds.
Flags: ``spec.replicas`` of a Deployment or StatefulSet that a HorizontalPodAutoscaler or ScaledObject of the same
namespace scales; as information where it is the number of ``minReplicas``.
Not flagged: an Argo CD Application in the set that ignores the field.
See: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#scaling-a-deployment
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.quantity import number
from hullmark_kubernetes.scaling import autoscaler_of
from hullmark_kubernetes.scaling import scaled_by
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import ResourceSet


@rule(
    RESILIENCE,
    WARNING,
    on=Resource,
    when=("Deployment", "StatefulSet"),
    peers=(
        "kubescore:deployment-targeted-by-hpa-does-not-have-replicas-configured"
        " kics:HPA-targeted-deployments-with-configured-replica-count"
    ),
)
def check(workload: Resource, context: Context) -> Iterator[Problem]:
    """Flag the number."""
    replicas = workload.spec.text("replicas")
    scaler = autoscaler_of(workload) if replicas is not None else None
    if replicas is None or scaler is None or workload.set is None or _ignored(workload.set):
        return
    same = number(replicas) == scaled_by(scaler)[1]
    message = f"replicas is set back to {replicas} whenever this is applied; {scaler.called} manages it"
    yield Problem(replicas, message, severity=INFO if same else None)


def _ignored(around: ResourceSet) -> bool:
    """Tell whether Argo CD leaves the field alone."""
    return any(
        "/spec/replicas" in item.texts("jsonPointers")
        for application in around.of("Application") for item in application.spec.mappings("ignoreDifferences")
    )
