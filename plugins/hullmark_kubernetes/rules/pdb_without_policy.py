"""A PodDisruptionBudget says nothing, contradicts itself or selects none.

Why: without ``minAvailable`` or ``maxUnavailable`` the budget protects nothing, with both the API rejects it, and in
policy/v1 one without selector holds for no pod.
Instead: write one of the two, and the labels of the pods: ``maxUnavailable: 1``.
Flags: neither field, both, no selector; an empty selector in policy/v1, which holds for every pod of the namespace, as
information.
Not flagged: an empty selector in policy/v1beta1, which holds for none; fields with placeholders.
See: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=("PodDisruptionBudget",),
    peers="kubescore:poddisruptionbudget-has-policy",
)
def check(budget: Resource, context: Context) -> Iterator[Problem]:
    """Flag the spec, the second of two fields, or the selector."""
    spec = budget.spec
    least, most = spec.has("minAvailable"), spec.has("maxUnavailable")
    if least and most:
        message = "minAvailable and maxUnavailable exclude each other; the API rejects both"
        yield Problem(budget.at("spec", "maxUnavailable"), message, severity=ERROR)
    elif not least and not most:
        yield Problem(budget.at("spec"), f"{budget.called} has neither minAvailable nor maxUnavailable")
    if not spec.has("selector"):
        if budget.version == "v1" and (least or most):
            yield Problem(budget.at("spec"), f"{budget.called} has no selector and holds for no pod")
    elif budget.version == "v1" and not spec.mapping("selector") and spec.scalar("selector") is None:
        message = f"{budget.called} holds for every pod of the namespace"
        yield Problem(budget.at("spec", "selector"), message, severity=INFO)
