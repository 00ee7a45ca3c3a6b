"""Gateways of the Gateway API: their listeners, which routes attach to one, who reaches them and who ends TLS.

Source: https://gateway-api.sigs.k8s.io/reference/spec/
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping

from hullmark_kubernetes.exposure import INSIDE
from hullmark_kubernetes.exposure import private
from hullmark_kubernetes.references import named
from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.tree import Manifest
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import ResourceSet
from hullmark_kubernetes.tree import same_namespace

GROUP = "gateway.networking.k8s.io"
#: Classes of gateways whose controllers look for certificates by the names of hosts, or have them made.
_FINDS_CERTIFICATES = pattern(r"\b(?:alb|aws|amazon|nlb|tailscale)\b")
_SERVICE_TYPE = "networking.istio.io/service-type"


def listeners(gateway: Resource) -> list[Mapping]:
    """Return the listeners of a Gateway, or of a set of listeners."""
    return gateway.spec.mappings("listeners")


def encrypted(listener: Mapping) -> bool:
    """Tell whether a listener takes, or may take, TLS."""
    protocol = listener.text("protocol")
    return protocol is not None and (protocol.upper() in ("HTTPS", "TLS") or not protocol.known)


def _annotations(gateway: Resource) -> tuple[Mapping, Mapping]:
    """Return the annotations of a Gateway, and those that it gives to what is made for it."""
    return gateway.annotations, gateway.spec.mapping("infrastructure", "annotations")


def certified(gateway: Resource) -> bool:
    """Tell whether something else than a listener may name the certificates: an annotation, the controller's own."""
    parameters = gateway.spec.mapping("infrastructure", "parametersRef").text("kind")
    if parameters == "LoadBalancerConfiguration" or _FINDS_CERTIFICATES.search(_class_of(gateway)):
        return True
    return any(
        "cert" in key.value and "cert-manager" not in key.value
        for annotations in _annotations(gateway) for key, _ in annotations
    )


def inside(gateway: Resource) -> bool:
    """Tell whether a Gateway is for those inside of the cluster, or of a private network."""
    if INSIDE.search(_class_of(gateway)) or INSIDE.search(str(gateway.name or "")):
        return True
    return any(
        private(annotations) or annotations.text(_SERVICE_TYPE) == "ClusterIP" for annotations in _annotations(gateway)
    )


def _class_of(gateway: Resource) -> str:
    return str(gateway.spec.text("gatewayClassName") or "")


def routes_of(gateway: Resource, listener: Mapping, *kinds: str) -> Iterator[Resource]:
    """Yield the routes of these kinds around a Gateway that attach, or may attach, to one of its listeners."""
    for route in _naming(gateway, kinds):
        parents = route.spec.mappings("parentRefs") if route.group == GROUP else ()
        if any(_names(route, parent, gateway, listener) for parent in parents):
            if _allows(listener, route, gateway) and _shares_host(listener, route):
                yield route


def _naming(gateway: Resource, kinds: tuple[str, ...]) -> list[Resource]:
    """Return the routes around a Gateway that name it, or may, in their order."""
    if gateway.name is None or not gateway.name.known:
        return gateway.around(*kinds)
    parents = _by_parent(gateway.company, kinds)
    found = {**parents.get(str(gateway.name), {}), **parents.get("", {})}
    return [found[position] for position in sorted(found)]


@lru_cache(maxsize=2)
def _by_parent(company: ResourceSet | Manifest, kinds: tuple[str, ...]) -> dict[str, dict[int, Resource]]:
    """Return routes with their positions, by the names of their parents, "" for those that are filled in later."""
    found: dict[str, dict[int, Resource]] = {}
    for position, route in enumerate(route for kind in kinds for route in company.kinds.get(kind, ())):
        for parent in route.spec.mappings("parentRefs"):
            name = parent.text("name")
            if name is not None:
                found.setdefault(str(name) if name.known else "", {})[position] = route
    return found


def _names(route: Resource, parent: Mapping, gateway: Resource, listener: Mapping) -> bool:
    """Tell whether a reference is to a listener: to all of a Gateway, to one by its name or its port."""
    name = parent.text("name")
    if name is None or parent.text("kind") not in (None, "Gateway") or not named((gateway,), name):
        return False
    if not same_namespace(parent.text("namespace") or route.namespace, gateway.namespace):
        return False
    return _fits(parent.text("sectionName"), listener.text("name")) and _fits(
        parent.text("port"), listener.text("port")
    )


def _fits(asked: Text | None, found: Text | None) -> bool:
    return asked is None or found is None or asked == found or not asked.known or not found.known


def _allows(listener: Mapping, route: Resource, gateway: Resource) -> bool:
    """Tell whether a listener lets a route attach, by its kind and its namespace."""
    allowed = listener.mapping("allowedRoutes")
    kinds = [kind.text("kind") for kind in allowed.mappings("kinds")]
    if kinds and route.kind not in kinds:
        return False
    namespaces = allowed.mapping("namespaces")
    origin = namespaces.text("from") or "Same"
    if origin == "Selector" and route.namespace is not None:
        found = named(route.around("Namespace"), route.namespace)
        return not found or any(selects(namespaces.mapping("selector"), space.labels) for space in found)
    return origin != "None" and (origin != "Same" or same_namespace(route.namespace, gateway.namespace))


def _shares_host(listener: Mapping, route: Resource) -> bool:
    """Tell whether a listener and a route have a host in common; one that names none has all."""
    own, hosts = listener.text("hostname"), route.spec.texts("hostnames")
    return not own or not own.known or not hosts or any(not host.known or _alike(own, host) for host in hosts)


def _alike(one: str, other: str) -> bool:
    """Tell whether two names are the same, or one covers the other by an asterisk."""
    return one == other or any(
        wide.startswith("*.") and name.endswith(wide[1:]) for wide, name in ((one, other), (other, one))
    )
