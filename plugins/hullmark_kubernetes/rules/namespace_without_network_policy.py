"""A namespace has no network policy.

Why: every pod of the cluster reaches every pod of the namespace, and those reach everything.
Instead: a NetworkPolicy in the namespace that denies by default: ``podSelector: {}`` with ``policyTypes: [Ingress,
Egress]``, and others for what is needed.
Flags: a Namespace in which the set has pods and no policy; one without a policy in a set that has some elsewhere.
Not flagged: the cluster's own namespaces; sets with policies for the whole cluster; a Namespace on its own, whose pods
and policies are elsewhere.
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

from hullmark_kubernetes.namespaces import system_level
from hullmark_kubernetes.networkpolicies import any_policy
from hullmark_kubernetes.networkpolicies import policies_in
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace


@rule(
    EXPOSURE,
    INFO,
    on=Resource,
    when=("Namespace",),
    profile=STRICT,
    peers="kubescape:C-0049 kubescape:C-0054 kubescape:C-0206 cis:5.3.2 nsa:network-policies",
)
def check(namespace: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    name, found = namespace.name, namespace.set
    if found is None or name is None or not name.known or system_level(namespace) or policies_in(found, name):
        return
    used = any(other.pods and same_namespace(other.namespace, name) for other in found.resources)
    if used or any_policy(namespace):
        yield Problem(name, f"the namespace {name} has no network policy")
