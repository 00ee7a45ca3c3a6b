"""A namespace has network policies, and none that denies by default.

Why: the policies hold for the pods that they select; the next workload with other labels is open to everybody, and
nobody notices.
Instead: one policy with ``podSelector: {}`` and ``policyTypes: [Ingress, Egress]`` and no rules, beside the others.
Flags: the first NetworkPolicy of a namespace of which none closes both directions for all pods.
Not flagged: a policy for all pods whose rules allow only some connections; sets with other policies than those of
Kubernetes; single files.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.networkpolicies import SAID
from hullmark_kubernetes.networkpolicies import denies
from hullmark_kubernetes.networkpolicies import policies_for
from hullmark_kubernetes.tree import Resource


@rule(EXPOSURE, INFO, on=Resource, when=("NetworkPolicy",), profile=STRICT, peers="nsa:network-policies")
def check(policy: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name of the first policy."""
    policies = policies_for(policy)
    if policy not in policies[:1] or any(other.group not in ("networking.k8s.io", "extensions") for other in policies):
        return
    missing = [said for way, said in SAID.items() if not any(denies(other, way) for other in policies)]
    if missing:
        where = policy.namespace or "default"
        yield Problem(policy, f"no policy denies {' and '.join(missing)} the pods of the namespace {where} by default")
