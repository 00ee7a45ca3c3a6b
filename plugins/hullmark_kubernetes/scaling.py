"""How many pods a workload has, what scales it, and the budgets that keep them.

Sources: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
https://kubernetes.io/docs/tasks/run-application/configure-pdb/ https://keda.sh/docs/latest/reference/scaledobject-spec/
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_kubernetes.quantity import number
from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.tree import Resource

#: Kinds that change the number of pods: HorizontalPodAutoscaler, and KEDA's.
HPAS = ("HorizontalPodAutoscaler", "ScaledObject")
#: The kind that changes what the pods are given.
VPA = "VerticalPodAutoscaler"
#: Kinds of the core that can be scaled.
SCALED = ("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController")


def replicas_of(workload: Resource) -> int | None:
    """Return how many replicas are written, None where nothing or no number is."""
    return number(workload.spec.text("replicas"))


def target_of(scaler: Resource) -> Mapping:
    """Return the reference of an autoscaler to what it scales."""
    return scaler.spec.mapping("targetRef" if scaler.kind == VPA else "scaleTargetRef")


def autoscaler_of(workload: Resource, *kinds: str) -> Resource | None:
    """Return the object of the set that scales a workload: of one of these kinds, or by the number of pods."""
    if workload.set is None or workload.name is None:
        return None
    for scaler in workload.set.beside(workload, *(kinds or HPAS)):
        target = target_of(scaler)
        if (target.text("kind") or "Deployment") == workload.kind and target.text("name") == workload.name:
            return scaler
    return None


def scaled_by(scaler: Resource) -> tuple[str, int | None]:
    """Return the field that holds the least number of replicas, and that number, the default where none is written."""
    field, default = ("minReplicaCount", 0) if scaler.kind == "ScaledObject" else ("minReplicas", 1)
    written = scaler.spec.text(field)
    return field, default if written is None else number(written)


def budgets_of(workload: Resource) -> list[Resource]:
    """Return the PodDisruptionBudgets of the set that select the pods of a workload.

    What the workload's own selector says of them counts too: where it differs, mismatching-selector tells it.
    """
    if workload.set is None:
        return []
    own = workload.spec.mapping("selector", "matchLabels")
    labels = [own] if own else []
    if workload.pod is not None:
        labels.append(workload.pod.labels)
    return [
        budget for budget in workload.set.beside(workload, "PodDisruptionBudget")
        if budget.spec.has("selector") and any(selects(budget.spec.mapping("selector"), each) for each in labels)
    ]


def kept_by(budget: Resource) -> Iterator[Resource]:
    """Yield the workloads of the set whose pods a PodDisruptionBudget holds for."""
    for workload in budget.set.beside(budget, *SCALED) if budget.set is not None else ():
        if any(found is budget for found in budgets_of(workload)):
            yield workload


def share(value: Text | None, replicas: int) -> int | None:
    """Return how many of so many replicas a number or a percentage is, rounded up as the API does."""
    percent = number(value[:-1]) if value is not None and value.endswith("%") else None
    return number(value) if percent is None else math.ceil(percent * replicas / 100)
