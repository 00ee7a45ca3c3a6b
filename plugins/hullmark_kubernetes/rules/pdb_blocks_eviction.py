"""A PodDisruptionBudget never allows an eviction.

Why: no node that runs one of the pods can be drained, so upgrades of the cluster stop there until somebody deletes
the budget, or force kills the pods.
Instead: leave room for one: ``maxUnavailable: 1``, with more than one replica.
Flags: ``maxUnavailable`` of 0 or 0%, ``minAvailable`` of 100%, or of as many pods as a workload that it selects has
replicas (or its autoscaler as the least).
Not flagged: a workload whose number of replicas is not in the files.
See: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import RESILIENCE
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.scaling import autoscaler_of
from hullmark_kubernetes.scaling import kept_by
from hullmark_kubernetes.scaling import replicas_of
from hullmark_kubernetes.scaling import scaled_by
from hullmark_kubernetes.scaling import share
from hullmark_kubernetes.tree import Resource


@rule(
    RESILIENCE,
    WARNING,
    on=Resource,
    when=("PodDisruptionBudget",),
    peers="kubelinter:pdb-max-unavailable kubelinter:pdb-min-available polaris:pdbDisruptionsIsZero",
)
def check(budget: Resource, context: Context) -> Iterator[Problem]:
    """Flag the number."""
    most, least = budget.spec.text("maxUnavailable"), budget.spec.text("minAvailable")
    if most is not None and most.removesuffix("%").strip("0") == "" and most not in ("", "%"):
        yield Problem(most, f"maxUnavailable {most} lets no pod be evicted")
    if least is None or not least.known:
        return
    if least == "100%":
        yield Problem(least, "minAvailable 100% lets no pod be evicted")
        return
    for workload in kept_by(budget):
        replicas, known_by = _least(workload)
        needed = share(least, replicas) if replicas else None
        if replicas and needed is not None and needed >= replicas:
            message = f"{workload.called} has {replicas} {known_by}, so minAvailable {least} lets no pod be evicted"
            yield Problem(least, message)
            return


def _least(workload: Resource) -> tuple[int | None, str]:
    """Return the least number of replicas, and what says so."""
    scaler = autoscaler_of(workload)
    written = workload.spec.has("replicas")
    replicas = replicas_of(workload) if written else 1
    if scaler is None or replicas is not None and replicas > 1:
        return replicas, "replica" if replicas == 1 else "replicas"
    return scaled_by(scaler)[1], "at the least"
