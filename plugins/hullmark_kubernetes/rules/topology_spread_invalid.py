"""A topology spread constraint is refused or spreads nothing.

Why: without a selector, or with one that fits other pods, the constraint counts no pod of this workload and holds for
none; with a value out of range the API server refuses the pods.
Instead: ``{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector:
{matchLabels: {app: web}}}`` with a label of the pod template.
Flags: no labelSelector, or one that does not fit the pod's own labels; ``maxSkew`` or ``minDomains`` below 1; no
``maxSkew`` or ``topologyKey``; another ``whenUnsatisfiable`` than DoNotSchedule and ScheduleAnyway; ``minDomains`` with
the latter.
Not flagged: a selector where the pod template has no labels, which are added later then; values that are filled in.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.spreading import constraints
from hullmark_kubernetes.tree import Pod


@rule(
    VALIDITY,
    WARNING,
    on=Pod,
    peers="kubescore:pod-topology-spread-constraints",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag one place of each constraint."""
    for constraint in filter(None, constraints(pod)):
        for at, message in _wrong(constraint, pod):
            yield Problem(at or next(iter(constraint))[0], message)
            break


def _wrong(constraint: Mapping, pod: Pod) -> Iterator[tuple[Scalar | None, str]]:
    """Yield what is wrong with a constraint, with its place, None where something is missing."""
    key, action = constraint.text("topologyKey"), constraint.text("whenUnsatisfiable")
    if not key:
        yield constraint.key("topologyKey"), "the constraint has no topologyKey and is refused"
    if not constraint.has("maxSkew"):
        yield constraint.key("maxSkew"), "the constraint has no maxSkew and is refused"
    for field in ("maxSkew", "minDomains"):
        value = constraint.scalar(field)
        if value is not None and re.fullmatch(r"0|-\d+", value.value):
            yield value, f"a {field} of {value.value} is refused; it must be 1 or more"
    if action is None or action.known and action not in ("DoNotSchedule", "ScheduleAnyway"):
        said = constraint.scalar("whenUnsatisfiable")
        yield said, "whenUnsatisfiable must be DoNotSchedule or ScheduleAnyway"
    elif action == "ScheduleAnyway" and constraint.has("minDomains"):
        yield constraint.key("minDomains"), "minDomains is refused together with ScheduleAnyway"
    if not constraint.has("labelSelector"):
        yield constraint.key("labelSelector"), "the constraint has no labelSelector, so it counts no pods"
    elif pod.labels and not selects(constraint.mapping("labelSelector"), pod.labels):
        yield constraint.key("labelSelector"), f"the selector fits no pod of {pod.called}, so nothing is spread"
