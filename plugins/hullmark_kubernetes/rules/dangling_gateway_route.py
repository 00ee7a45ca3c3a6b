"""A route leads to a Service, or hangs on a Gateway, that is not there.

Why: the route is accepted, its status says BackendNotFound or NoMatchingParent, and requests get an error.
Instead: write the name of a Service of the namespace with one of its ports, and the name of a Gateway.
Flags: ``backendRefs`` of HTTPRoute, GRPCRoute, TCPRoute, TLSRoute and UDPRoute whose Service is not in the
namespace, or lacks the port, where the files that are applied together hold some; ``parentRefs`` naming no Gateway
likewise, or a listener that it lacks; the backend of an OpenShift Route and of a Traefik IngressRoute.
Not flagged: other kinds of backends; a set of files without Services in the namespace, unless in the profile all, or
without Gateways; placeholders.
See: https://gateway-api.sigs.k8s.io/api-types/httproute/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.lookups import absent
from hullmark_kubernetes.lookups import named
from hullmark_kubernetes.lookups import offers
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace


ROUTES = ("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute")


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=(*ROUTES, "IngressRoute", "Route"),
    peers="kubescape:C-0302",
)
def check(route: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name or the port of a backend, the name or the section of a parent."""
    if route.set is None:
        return
    for reference in _backends(route):
        name, port = reference.text("name"), reference.text("port")
        services = _near(route, reference, "Service")
        if name is None or reference.text("kind") not in (None, "Service"):
            continue
        found = named(services, name)
        if name.known and not found:
            yield absent(name, f"{route.called} leads to Service {name}, which is not here", services)
        elif found and port is not None and not any(offers(service, port) for service in found):
            yield Problem(port, f"Service {name} has no port {port}")
    for reference in route.spec.mappings("parentRefs"):
        name, section = reference.text("name"), reference.text("sectionName")
        gateways = _near(route, reference, "Gateway")
        if name is None or not gateways or reference.text("kind") not in (None, "Gateway"):
            continue
        found = named(gateways, name)
        if name.known and not found:
            yield Problem(name, f"{route.called} hangs on Gateway {name}, which is not here")
        elif section is not None and section.known and not any(_listens(gateway, section) for gateway in found):
            yield Problem(section, f"Gateway {name} has no listener {section}")


def _backends(route: Resource) -> Iterator[Mapping]:
    """Yield the references to backends."""
    if route.kind == "Route":
        yield route.spec.mapping("to")
    for item in route.spec.mappings("routes" if route.kind == "IngressRoute" else "rules"):
        yield from item.mappings("services" if route.kind == "IngressRoute" else "backendRefs")


def _near(route: Resource, reference: Mapping, kind: str) -> list[Resource]:
    """Return the objects of a kind in the namespace that a reference looks in: its own, else the route's."""
    namespace = reference.text("namespace") or route.namespace
    around = route.set.of(kind) if route.set is not None else []
    return [other for other in around if same_namespace(other.namespace, namespace)]


def _listens(gateway: Resource, section: Text) -> bool:
    names = [listener.text("name") for listener in gateway.spec.mappings("listeners")]
    return not names or any(name is None or not name.known or name == section for name in names)
