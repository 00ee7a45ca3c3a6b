"""No PodDisruptionBudget holds for a workload with replicas.

Why: when nodes are drained all replicas may be evicted at once, so an upgrade of the cluster is an outage.
Instead: add a PodDisruptionBudget with the labels of the pods and ``maxUnavailable: 1``.
Flags: a Deployment or StatefulSet with two or more replicas, or without a number, whose pods no budget of the
namespace selects. Where the files that are applied together hold no budget at all, only the first is named.
Not flagged: one replica or none; DaemonSets and Jobs; workloads with an owner, which may make the budget; files beside
a kustomization that brings in others; single files, since the budget may be beside.
See: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.elsewhere import open_ended
from hullmark_kubernetes.scaling import budgets_of
from hullmark_kubernetes.scaling import replicas_of
from hullmark_kubernetes.tree import Resource


_KINDS = ("Deployment", "StatefulSet")


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=_KINDS,
    profile=STRICT,
    peers=(
        "kubescore:deployment-has-poddisruptionbudget kubescore:statefulset-has-poddisruptionbudget"
        " kics:Deployment-without-PodDisruptionBudget kics:StatefulSet-without-PodDisruptionBudget"
        " polaris:missingPodDisruptionBudget"
    ),
)
def check(workload: Resource, context: Context) -> Iterator[Problem]:
    """Flag the labels by which a budget would find the pods."""
    if workload.set is None or not _wants(workload) or budgets_of(workload) or open_ended(workload.set):
        return
    if not workload.set.of("PodDisruptionBudget"):
        first = next(other for other in workload.set.of(*_KINDS) if _wants(other))
        if workload is not first:
            return
    at = workload.at("spec", "selector", "matchLabels")
    yield Problem(at, f"no PodDisruptionBudget holds for {workload.called}")


def _wants(workload: Resource) -> bool:
    """Tell whether a workload has, or may have, several pods."""
    if workload.metadata.has("ownerReferences"):
        return False
    return workload.pod is not None and (not workload.spec.has("replicas") or (replicas_of(workload) or 0) > 1)
