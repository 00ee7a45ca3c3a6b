"""A peer of a NetworkPolicy fits no pod.

Why: the rule allows traffic from or to pods that do not exist; what was meant to be let through is blocked.
Instead: write the labels of the pods that talk to each other; for those of another namespace add
``namespaceSelector``.
Flags: a ``podSelector`` with entries below ``from`` or ``to``, without ``namespaceSelector``, that fits the labels
of no pod template of the policy's namespace, where the files that are applied together hold at least one.
Not flagged: an empty selector; any ``namespaceSelector``; a set of files without pods in the namespace;
placeholders.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=("NetworkPolicy",),
    peers="kubelinter:dangling-networkpolicypeer-podselector",
)
def check(policy: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key of each selector."""
    if policy.set is None:
        return
    pods = policy.set.pods_beside(policy)
    for direction, peers in (("ingress", "from"), ("egress", "to")):
        for item in policy.spec.mappings(direction) if pods else ():
            for peer in item.mappings(peers):
                selector = peer.mapping("podSelector")
                if not selector or peer.has("namespaceSelector"):
                    continue
                if not any(selects(selector, pod.labels) for pod in pods):
                    yield Problem(peer.grip("podSelector"), f"the peer fits no pod in the namespace of {policy.called}")
