"""What routes requests to Services: Ingresses, and the routes of gateways and meshes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Resource

#: Kinds of the Gateway API.
GATEWAY_ROUTES = ("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute")
#: All kinds of routes that are read here.
ROUTES = (*GATEWAY_ROUTES, "VirtualService", "IngressRoute", "IngressRouteTCP", "IngressRouteUDP", "Route")


class Backend(NamedTuple):
    """A Service that is sent to: ``namespace`` is None for that of the route."""

    name: Text
    namespace: Text | None
    port: Text | None


def backends(route: Resource) -> Iterator[Backend]:
    """Yield the backends of a route, or of an Ingress, that are Services."""
    spec, group = route.spec, route.group
    if route.kind == "Ingress":
        yield from _of_ingress(spec)
    elif route.kind in GATEWAY_ROUTES and group == "gateway.networking.k8s.io":
        for entry in spec.mappings("rules"):
            for backend in entry.mappings("backendRefs"):
                yield from _service(backend)
    elif route.kind == "VirtualService" and group == "networking.istio.io":
        for kind in ("http", "tls", "tcp"):
            for entry in spec.mappings(kind):
                for target in entry.mappings("route"):
                    yield from _destination(route, target.mapping("destination"))
    elif route.kind.startswith("IngressRoute") and "traefik" in group:
        for entry in spec.mappings("routes"):
            for backend in entry.mappings("services"):
                yield from _service(backend)
    elif route.kind == "Route" and group == "route.openshift.io":
        for backend in (spec.mapping("to"), *spec.mappings("alternateBackends")):
            yield from _service(backend)


def _of_ingress(spec: Mapping) -> Iterator[Backend]:
    """Yield the backends of an Ingress, as networking.k8s.io/v1 has them or the form before."""
    found = [spec.mapping("defaultBackend"), spec.mapping("backend")]
    for host in spec.mappings("rules"):
        found += [path.mapping("backend") for path in host.mappings("http", "paths")]
    for backend in found:
        service = backend.mapping("service")
        name, port = service.text("name"), service.mapping("port")
        if name is not None:
            yield Backend(name, None, port.text("number") or port.text("name"))
        old = backend.text("serviceName")
        if old is not None:
            yield Backend(old, None, backend.text("servicePort"))


def _service(backend: Mapping) -> Iterator[Backend]:
    """Yield a reference that is to a Service of the core group, as it is by default."""
    name = backend.text("name")
    if name is not None and not backend.text("group") and (backend.text("kind") or "Service") == "Service":
        yield Backend(name, backend.text("namespace"), backend.text("port"))


def _destination(route: Resource, destination: Mapping) -> Iterator[Backend]:
    """Yield what a host of Istio is: the name of a Service, alone or with its namespace; other hosts are none."""
    host = destination.text("host")
    if host is None or not host.known:
        return
    name, _, rest = host.partition(".")
    namespace, _, domain = rest.partition(".")
    short = not rest or domain in ("svc", "svc.cluster.local")
    if short and not _entered(route, host):
        end = len(name) + 1
        space = host.part(end, end + len(namespace)) if namespace else None
        yield Backend(host.part(0, len(name)), space, destination.mapping("port").text("number"))


def _entered(route: Resource, host: Text) -> bool:
    """Tell whether a ServiceEntry of the set makes a host known to the mesh."""
    entries = route.set.of("ServiceEntry") if route.set is not None else []
    return any(host in entry.spec.texts("hosts") for entry in entries)
