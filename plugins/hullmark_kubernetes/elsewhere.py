"""What is not in a set and may be there all the same: brought in by a kustomization, or made by an operator."""

from __future__ import annotations

from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Scalar
from hullmark.yaml import walk

from hullmark_kubernetes.tree import CONTROLLERS
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import ResourceSet

#: Groups whose objects make no others: a dot in any other group tells of an extension that may.
_OWN_GROUP = pattern(r"(?:^|\.)(?:k8s\.io|istio\.io|cilium\.io|projectcalico\.org|kyverno\.io)$")
#: Kinds of extensions that describe what others made, or make no workloads and Services.
_PASSIVE = pattern(
    "(?:Route|RouteTCP|RouteUDP|Policy|Monitor|Scrape|Rule|Gateway|Middleware|Issuer|Certificate|Secret|Store|Object)$"
)
_MANIFEST = pattern(r"(?:\./)?[^/]+\.(?:ya?ml|json)$")


def open_ended(found: ResourceSet) -> bool:
    """Tell whether a kustomization of the set brings in, or is meant for, objects of other directories."""
    if found.of("Component"):
        return True
    for resource in found.of("Kustomization"):
        node = resource.node
        entries = node.texts("resources") + node.texts("bases") + node.texts("components")
        if not all(_MANIFEST.match(entry) for entry in entries) or node.has("helmCharts"):
            return True
    return False


def made(found: ResourceSet, name: Text) -> bool:
    """Tell whether an object of an extension has a name from which an operator may make this one."""
    return any(
        _extends(resource) and resource.name and resource.name.known and resource.name in name
        for resource in found.resources
    )


def mentioned(found: ResourceSet, name: Text) -> bool:
    """Tell whether an object of an extension says a name anywhere, as the one that makes a Secret does."""
    return any(
        isinstance(node, Scalar) and node.value == name
        for resource in found.resources
        if "." in resource.group and not resource.group.endswith(".k8s.io")
        for node in walk(resource.node)
    )


def _extends(resource: Resource) -> bool:
    """Tell whether an object is of an extension that may make other objects."""
    if "." not in resource.group or resource.kind in CONTROLLERS:
        return False
    return not _OWN_GROUP.search(resource.group) and not _PASSIVE.search(resource.kind)
