"""A pod has no priority class.

Why: when nodes are full, the scheduler makes room by priority; pods without a class have 0, the important and the
others alike.
Instead: ``priorityClassName: business-critical``, a PriorityClass of your own.
Flags: no ``priorityClassName``, or an empty one, in the spec of a pod.
Not flagged: a set with a PriorityClass that is the ``globalDefault``. Off by default, since most clusters do without.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod


@rule(
    RESILIENCE,
    INFO,
    on=Pod,
    when=POD_KINDS,
    profile=ALL,
    peers="polaris:priorityClassNotSet",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the place where it belongs."""
    if pod.spec.text("priorityClassName"):
        return
    found = pod.resource.set
    if found is None or not any(other.node.is_true("globalDefault") for other in found.of("PriorityClass")):
        yield Problem(pod.at("priorityClassName"), f"the pods of {pod.called} have no priority class")
