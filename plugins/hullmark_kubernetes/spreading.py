"""What keeps the pods of a workload apart: anti-affinity and topology spread constraints.

Source: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ and
https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
"""

from __future__ import annotations

from hullmark.yaml import Mapping

from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.tree import Pod

#: Labels of nodes that tell machines, zones and regions apart.
_TOPOLOGIES = frozenset((
    "kubernetes.io/hostname", "topology.kubernetes.io/zone", "topology.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/region",
))
_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"


def anti_affinity(pod: Pod) -> list[Mapping]:
    """Return the terms of the pod's anti-affinity, required and preferred ones."""
    found = pod.spec.mapping("affinity", "podAntiAffinity")
    preferred = [term.mapping("podAffinityTerm") for term in found.mappings(_PREFERRED)]
    return [term for term in found.mappings(_REQUIRED) + preferred if term]


def constraints(pod: Pod) -> list[Mapping]:
    """Return the topology spread constraints of a pod."""
    return pod.spec.mappings("topologySpreadConstraints")


def keeps_apart(term: Mapping, pod: Pod) -> bool:
    """Tell whether a term, or a constraint, is about the pod's own kind on machines, zones or regions."""
    key = term.text("topologyKey")
    if key is None or key.known and key not in _TOPOLOGIES or not term.has("labelSelector"):
        return False
    namespaces, own = term.texts("namespaces"), pod.resource.namespace
    elsewhere = own is not None and own.known and namespaces and own not in namespaces
    return not elsewhere and selects(term.mapping("labelSelector"), pod.labels)
