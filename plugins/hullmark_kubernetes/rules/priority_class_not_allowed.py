"""The priority class is not on the list.

Why: a pod of a high class drives others from their nodes; which classes a team may use is a decision of whoever runs
the cluster.
Instead: a class of the list, or another list.
Flags: a ``priorityClassName`` that ``allowed`` does not name.
Not flagged: anything while the list is empty; no class; a name that is filled in later.
Options: ``allowed`` lists the names of classes.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod


class Options(NamedTuple):
    """Options of the rule."""

    allowed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is asked for; without, the rule is not called."""
        return any(self)


@rule(
    RESILIENCE,
    INFO,
    on=Pod,
    when=POD_KINDS,
    options=Options,
    peers="kubelinter:priority-class-name",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    name = pod.spec.text("priorityClassName")
    if name and name.known and name not in context.options.allowed:
        yield Problem(name, f"the priority class {name} is not on the list of those that are allowed")
