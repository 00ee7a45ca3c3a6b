"""Network policies: which pods they hold for, and in which directions. Kubernetes' own, Cilium's and Calico's.

Sources: https://kubernetes.io/docs/concepts/services-networking/network-policies/
https://docs.cilium.io/en/stable/security/policy/ https://docs.tigera.io/calico/latest/reference/resources/networkpolicy
"""

from __future__ import annotations

from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import ResourceSet
from hullmark_kubernetes.tree import same_namespace

INGRESS, EGRESS = "ingress", "egress"
#: How the directions are called in messages.
SAID = {INGRESS: "what reaches", EGRESS: "what leaves"}

#: Kinds that hold in their own namespace, and those that hold in all.
_LOCAL = ("NetworkPolicy", "CiliumNetworkPolicy")
_CLUSTER_WIDE = (
    "CiliumClusterwideNetworkPolicy", "GlobalNetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy",
    "ClusterNetworkPolicy",
)
_CALICO = pattern(
    r"(?P<key>[\w./-]+)\s*(?P<operator>==|!=)\s*['\"](?P<value>[^'\"]*)['\"]|(?P<no>!?)has\((?P<has>[^)]+)\)"
)


def governed(pod: Pod) -> bool:
    """Tell whether policies of the set can hold for a pod: not in the network of its node, and not a part of one."""
    return pod.resource.set is not None and bool(pod.containers) and not pod.spec.is_true("hostNetwork")


def policies_for(resource: Resource) -> list[Resource]:
    """Return the policies of the set that hold, or may hold, in the namespace of an object."""
    return policies_in(resource.set, resource.namespace) if resource.set is not None else []


def policies_in(found: ResourceSet, namespace: Text | None) -> list[Resource]:
    """Return the policies of a set that hold, or may hold, in a namespace."""
    local = [policy for policy in found.of(*_LOCAL) if same_namespace(policy.namespace, namespace)]
    return local + found.of(*_CLUSTER_WIDE)


def any_policy(resource: Resource) -> bool:
    """Tell whether the set of an object has a policy, in whichever namespace."""
    return resource.set is not None and bool(resource.set.of(*_LOCAL, *_CLUSTER_WIDE))


def isolates(policy: Resource, pod: Pod) -> bool:
    """Tell whether a policy holds, or may hold, for a pod of its namespace."""
    if policy.group == "cilium.io":
        return any(_cilium(spec.mapping("endpointSelector"), pod.labels) for spec in _specs(policy))
    if policy.group.endswith("projectcalico.org"):
        return _calico(str(policy.spec.text("selector") or ""), pod.labels)
    if policy.kind == "NetworkPolicy":
        return selects(policy.spec.mapping("podSelector"), pod.labels)
    return True


def directions(policy: Resource) -> set[str]:
    """Return the directions that a policy limits: an empty list of rules is a limit too."""
    found = set()
    for spec in _specs(policy):
        types = spec.texts("policyTypes") + spec.texts("types")
        if types:
            found |= {INGRESS, EGRESS} if not all(text.known for text in types) else {text.lower() for text in types}
        elif policy.kind == "NetworkPolicy":
            found |= {INGRESS, EGRESS} if spec.mappings(EGRESS) else {INGRESS}
        else:
            found |= {way for way in (INGRESS, EGRESS) if way in spec or f"{way}Deny" in spec}
    return found


def denies(policy: Resource, direction: str) -> bool:
    """Tell whether a NetworkPolicy closes a direction for all pods of its namespace, but for what its rules allow."""
    selector = policy.spec.mapping("podSelector")
    if selector.mapping("matchLabels") or selector.mappings("matchExpressions") or direction not in directions(policy):
        return False
    side = "from" if direction == INGRESS else "to"
    return all(rule.sequence(side) or rule.sequence("ports") for rule in policy.spec.mappings(direction))


def _specs(policy: Resource) -> list[Mapping]:
    """Return the rules of a policy; Cilium allows several in one object."""
    return [policy.spec] if policy.spec else policy.node.mappings("specs")


def _cilium(selector: Mapping, labels: Mapping) -> bool:
    """Tell whether labels fit a selector of Cilium, whose keys may name their source; other sources fit."""
    expected = selector.mapping("matchLabels")
    if not any(":" in key.value for key, _ in expected):
        return selects(selector, labels)
    for key, value in expected:
        source, _, name = key.value.rpartition(":")
        if source in ("", "k8s", "any") and not name.startswith("io.kubernetes.") and isinstance(value, Scalar):
            found = labels.scalar(name)
            if found is None or found.value != value.value and found.known and value.known:
                return False
    return True


def _calico(selector: str, labels: Mapping) -> bool:
    """Tell whether labels fit an expression of Calico; one with more than comparisons joined by ``&&`` fits."""
    for term in selector.split("&&"):
        match = _CALICO.fullmatch(term.strip())
        if match is None:
            continue
        if match["has"]:
            if labels.has(match["has"].strip()) == bool(match["no"]):
                return False
            continue
        found = labels.scalar(match["key"])
        if (found is None or found.known) and (found is not None and found.value == match["value"]) != (
            match["operator"] == "=="
        ):
            return False
    return True
