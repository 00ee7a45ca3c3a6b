"""What makes a Service reachable from outside of the cluster, and what keeps it inside."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.lookups import backends_of
from hullmark_kubernetes.selectors import matches
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource

#: Annotations by which clouds give a load balancer a private address, with the values that do not.
_INTERNAL: dict[str, tuple[str, ...]] = {
    "cloud.google.com/load-balancer-type": ("external",),
    "load-balancer.hetzner.cloud/disable-public-network": ("false",),
    "networking.gke.io/load-balancer-type": ("external",),
    "oci-network-load-balancer.oraclecloud.com/internal": ("false",),
    "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": ("internet",),
    "service.beta.kubernetes.io/aws-load-balancer-internal": ("false",),
    "service.beta.kubernetes.io/aws-load-balancer-scheme": ("internet-facing",),
    "service.beta.kubernetes.io/azure-load-balancer-internal": ("false",),
    "service.beta.kubernetes.io/do-loadbalancer-network": ("external",),
    "service.beta.kubernetes.io/oci-load-balancer-internal": ("false",),
    "service.beta.kubernetes.io/openstack-internal-load-balancer": ("false",),
    "service.beta.kubernetes.io/scw-loadbalancer-private": ("false",),
    "service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type": ("public",),
    "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid": (),
}
#: Load balancer classes of private networks.
_PRIVATE_CLASSES = ("tailscale",)
#: Routes of the Gateway API.
_ROUTES = ("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute")


def type_of_service(service: Resource) -> str:
    """Return the type of a Service in lower case, "" for another kind of object; ClusterIP where none is written."""
    if service.group:
        return ""
    return (service.spec.text("type") or "ClusterIP").lower()


def internal(service: Resource) -> bool:
    """Tell whether the load balancer of a Service has a private address."""
    if service.spec.text("loadBalancerClass") in _PRIVATE_CLASSES:
        return True
    for key, value in service.annotations:
        public = _INTERNAL.get(key.value)
        if public is not None and isinstance(value, Scalar) and value.value.lower() not in (*public, ""):
            return True
    return False


def published(service: Resource) -> Text | None:
    """Return the type of a Service that is reachable from outside, None of one that is not."""
    kind = type_of_service(service)
    if kind == "nodeport" or kind == "loadbalancer" and not internal(service):
        return service.spec.text("type")
    return None


def services_of(pod: Pod) -> list[Resource]:
    """Return the Services of the set that select a pod."""
    resource = pod.resource
    if resource.set is None:
        return []
    return [
        service for service in resource.set.beside(resource, "Service")
        if not service.group and service.spec.mapping("selector")
        and matches(service.spec.mapping("selector"), pod.labels)
    ]


def ingresses_to(service: Resource) -> Iterator[Resource]:
    """Yield the Ingresses of the set that lead to a Service."""
    if service.set is None or service.name is None:
        return
    for ingress in service.set.beside(service, "Ingress"):
        if any(name == service.name for name, _ in backends_of(ingress)):
            yield ingress


def routes_to(service: Resource) -> Iterator[Resource]:
    """Yield what leads from outside to a Service: Ingresses, routes of gateways, VirtualServices of Istio."""
    yield from ingresses_to(service)
    if service.set is None or service.name is None:
        return
    for route in service.set.beside(service, *_ROUTES):
        if any(service.name in _targets(rule) for rule in route.spec.mappings("rules")):
            yield route
    for virtual in service.set.beside(service, "VirtualService"):
        if any(gateway != "mesh" for gateway in virtual.spec.texts("gateways")) and service.name in _hosts(virtual):
            yield virtual


def _targets(rule: Mapping) -> list[Text]:
    """Return the names of the Services that a rule of a route leads to."""
    targets = [target for target in rule.mappings("backendRefs") if (target.text("kind") or "Service") == "Service"]
    names = [target.text("name") for target in targets]
    return [name for name in names if name is not None]


def _hosts(virtual: Resource) -> list[str]:
    """Return the first labels of the hosts that a VirtualService leads to."""
    found = []
    for protocol in ("http", "tcp", "tls"):
        for rule in virtual.spec.mappings(protocol):
            for target in rule.mappings("route"):
                found.append(str(target.mapping("destination").text("host") or "").partition(".")[0])
    return found
