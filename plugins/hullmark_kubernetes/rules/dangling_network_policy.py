"""The selector of a NetworkPolicy fits no pod.

Why: the policy is accepted and protects nothing; the pods it was meant for stay reachable from everywhere.
Instead: write the labels of the pod template: ``podSelector: {matchLabels: {app: web}}``.
Flags: a selector with entries that fits the labels of no pod template of the same namespace, where the files that
are applied together hold at least one; the ``endpointSelector`` of Cilium likewise.
Not flagged: the empty selector, which means all pods; a set of files without pods in the namespace; placeholders.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=("NetworkPolicy", "CiliumNetworkPolicy"),
    peers=(
        "kubelinter:dangling-networkpolicy kubescore:networkpolicy-targets-pod kics:Network-policy-without-Pod-target"
        " kubescape:C-0299"
    ),
)
def check(policy: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key of the selector."""
    field = "podSelector" if policy.kind == "NetworkPolicy" else "endpointSelector"
    selector = policy.spec.mapping(field)
    if policy.set is None or not selector or ":" in _keys(selector):
        return
    pods = policy.set.pods_beside(policy)
    if pods and not any(selects(selector, pod.labels) for pod in pods):
        yield Problem(policy.at("spec", field), f"the selector of {policy.called} fits no pod in these files")


def _keys(selector: Mapping) -> str:
    """Return the names of the labels; Cilium allows a source before a colon."""
    return " ".join(key.value for key, _ in selector.mapping("matchLabels"))
