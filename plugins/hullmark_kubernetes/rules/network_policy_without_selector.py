"""A NetworkPolicy selects neither pods nor namespaces.

Why: it holds for every pod of its namespace, or is refused by older versions, and its rules know addresses at most,
which change with every pod.
Instead: ``podSelector: {}`` where all pods are meant, else their labels; and ``podSelector`` or ``namespaceSelector``
in the rules.
Flags: a policy without ``podSelector`` in which no rule has a ``podSelector`` or a ``namespaceSelector`` either.
Not flagged: empty selectors, which say that all are meant; the policies of Calico, which have expressions.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource

_SELECTORS = ("podSelector", "namespaceSelector")


@rule(EXPOSURE, INFO, on=Resource, when=("NetworkPolicy",), profile=STRICT, peers="trivy:KSV-0038")
def check(policy: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key of the spec."""
    spec = policy.spec
    if not spec or "podSelector" in spec or "<<" in spec or policy.group.endswith("projectcalico.org"):
        return
    rules = [(rule, "from") for rule in spec.mappings("ingress")] + [(rule, "to") for rule in spec.mappings("egress")]
    peers = [peer for rule, side in rules for peer in rule.mappings(side)]
    if not any(key in peer for peer in peers for key in _SELECTORS):
        yield Problem(policy.at("spec"), f"{policy.called} selects neither pods nor namespaces")
