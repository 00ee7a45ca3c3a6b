"""A route leads to a Service, or attaches to a Gateway, that is not there.

Why: the route is accepted, its status says BackendNotFound or NoMatchingParent, and requests get an error.
Instead: write the name of a Service of the namespace with one of its ports, and the name of a Gateway.
Flags: a backend of HTTPRoute, GRPCRoute, TCPRoute, TLSRoute and UDPRoute, of a VirtualService, an OpenShift Route or a
Traefik IngressRoute whose Service is not in the namespace, or lacks the port, where the files that are applied together
hold some; ``parentRefs`` naming no Gateway likewise, or a listener that it lacks. In the profile strict also a Service
of another namespace that no ReferenceGrant opens.
Not flagged: other kinds of backends; hosts outside the cluster, or of a ServiceEntry; a set of files without Services
in the namespace, unless in the profile all, or without Gateways; what an operator may make; files beside a
kustomization that brings in others; placeholders.
See: https://gateway-api.sigs.k8s.io/api-types/httproute/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.backends import GATEWAY_ROUTES
from hullmark_kubernetes.backends import ROUTES
from hullmark_kubernetes.backends import backends
from hullmark_kubernetes.references import absent
from hullmark_kubernetes.references import named
from hullmark_kubernetes.services import offers
from hullmark_kubernetes.services import services_near
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=ROUTES,
    peers="kubescape:C-0302",
)
def check(route: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name or the port of a backend, the name or the section of a parent."""
    if route.set is None:
        return
    for name, namespace, port in backends(route):
        services = services_near(route, namespace)
        found = named(services, name)
        if name.known and not found:
            message = f"{route.called} leads to Service {name}, which is not in these files"
            yield from absent(route, name, message, services, namespace)
        elif found and port is not None and not any(offers(service, port) for service in found):
            yield Problem(port, f"Service {name} has no port {port}")
        elif found and namespace is not None and not _granted(route, namespace):
            message = f"no ReferenceGrant lets {route.called} into namespace {namespace}"
            yield Problem(namespace, message, profile=STRICT)
    for reference in route.spec.mappings("parentRefs") if route.kind in GATEWAY_ROUTES else ():
        yield from _of_parent(route, reference)


def _of_parent(route: Resource, reference: Mapping) -> Iterator[Problem]:
    """Flag the name of a Gateway, or the section of it."""
    parent, section, namespace = reference.text("name"), reference.text("sectionName"), reference.text("namespace")
    around = route.set.of("Gateway") if route.set is not None else []
    gateways = [other for other in around if same_namespace(other.namespace, namespace or route.namespace)]
    if parent is None or not gateways or reference.text("kind") not in (None, "Gateway"):
        return
    found = named(gateways, parent)
    if parent.known and not found:
        message = f"{route.called} attaches to Gateway {parent}, which is not in these files"
        yield from absent(route, parent, message, gateways, namespace)
    elif section is not None and section.known and not any(_listens(gateway, section) for gateway in found):
        yield Problem(section, f"Gateway {parent} has no listener {section}")


def _granted(route: Resource, namespace: Text) -> bool:
    """Tell whether a route may send to a namespace; meshes and other gateways do not ask."""
    if route.kind not in GATEWAY_ROUTES or same_namespace(route.namespace, namespace) or route.set is None:
        return True
    return any(same_namespace(grant.namespace, namespace) for grant in route.set.of("ReferenceGrant"))


def _listens(gateway: Resource, section: Text) -> bool:
    names = [listener.text("name") for listener in gateway.spec.mappings("listeners")]
    return not names or any(name is None or not name.known or name == section for name in names)
