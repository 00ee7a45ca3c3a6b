"""A PodDisruptionBudget keeps pods that do not work.

Why: by default pods that run but are not ready count as to be kept, so a crashing application blocks the drain of
its node for good.
Instead: write ``unhealthyPodEvictionPolicy: AlwaysAllow``.
Flags: a PodDisruptionBudget without the field.
Not flagged: a cluster before 1.27, which does not know it (option ``kubernetes.version``).
See: https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=("PodDisruptionBudget",),
    profile=ALL,
    peers="kubelinter:pdb-unhealthy-pod-eviction-policy",
)
def check(budget: Resource, context: Context) -> Iterator[Problem]:
    """Flag the spec."""
    known = context.document.options is None or context.document.options.deprecated_by >= (1, 27)
    if known and budget.spec and not budget.spec.has("unhealthyPodEvictionPolicy"):
        yield Problem(budget.at("spec"), f"{budget.called} keeps pods that are not ready")
