"""A container may use more than it has reserved.

Why: only a pod whose requests are its limits has the class Guaranteed; any other may find the node full when it wants
what lies between the two, and is ended before those when memory runs short.
Instead: the same quantity twice, or the limit alone, which is the request too.
Flags: a request of cpu, memory or ephemeral-storage that differs from the limit, as a quantity, or that has no limit.
Not flagged: the same quantity in another spelling; a limit without a request; values that are filled in later. Most
clusters live from the difference, so this rule is off by default.
See: https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.quantity import quantity
from hullmark_kubernetes.resources import given
from hullmark_kubernetes.tree import PodContainer


@rule(
    RESILIENCE,
    INFO,
    on=PodContainer,
    profile=ALL,
    peers=(
        "kubescore:container-resource-requests-equal-limits kubescore:container-cpu-requests-equal-limits"
        " kubescore:container-memory-requests-equal-limits"
        " kubescore:container-ephemeral-storage-request-equals-limit"
    ),
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag each request that differs."""
    for name in ("cpu", "memory", "ephemeral-storage"):
        request = container.amount("requests", name)
        reserved = quantity(request) if request is not None else None
        if request is None or not reserved:
            continue
        limit = given(container, "limits", name)
        if limit is None or limit == "0":
            yield Problem(request, f"{container.called} reserves {request} of {name} and has no limit of it")
        elif quantity(limit) not in (None, reserved):
            yield Problem(request, f"{container.called} reserves {request} of {name} and may use {limit}")
