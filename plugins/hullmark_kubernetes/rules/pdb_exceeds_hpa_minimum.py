"""A PodDisruptionBudget wants more pods than the autoscaler keeps.

Why: scaled down to the minimum, the workload has fewer pods than the budget wants to keep, so no node can be
drained.
Instead: raise ``minReplicas`` above ``minAvailable``, or write ``maxUnavailable: 1``.
Flags: ``minAvailable`` above the ``minReplicas`` (1 where it is not written) of the autoscaler of a workload whose
pods the budget selects.
Not flagged: percentages, which follow the number of pods, unless above 100; values with placeholders.
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
from hullmark_kubernetes.scaling import scaled_by
from hullmark_kubernetes.scaling import share
from hullmark_kubernetes.tree import Resource


@rule(
    RESILIENCE,
    WARNING,
    on=Resource,
    when=("PodDisruptionBudget",),
    peers="polaris:pdbMinAvailableGreaterThanHPAMinReplicas kubelinter:pdb-min-available",
)
def check(budget: Resource, context: Context) -> Iterator[Problem]:
    """Flag the number of the budget."""
    least = budget.spec.text("minAvailable")
    for workload in kept_by(budget) if least is not None else ():
        scaler = autoscaler_of(workload)
        if scaler is None:
            continue
        field, kept = scaled_by(scaler)
        wanted = share(least, kept) if kept is not None else None
        if kept is not None and wanted is not None and wanted > kept:
            notes = ((scaler.at("spec", field), f"keeps {kept}"),)
            yield Problem(least, f"minAvailable {least} is more than {scaler.called} keeps, {kept}", notes=notes)
