"""What makes a Service reachable from outside of the cluster, and what keeps it inside."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.backends import GATEWAY_ROUTES
from hullmark_kubernetes.backends import backends
from hullmark_kubernetes.services import type_of
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace

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
#: What the names of gateways say that nobody reaches from outside, or only the gateways of other clusters.
INSIDE = pattern(r"(?<![a-z])(?:east-?west|egress|internal|local\b|private|rilb|waypoint)")


def internal(service: Resource) -> bool:
    """Tell whether the load balancer of a Service has a private address."""
    if service.spec.text("loadBalancerClass") in _PRIVATE_CLASSES:
        return True
    return private(service.annotations)


def private(annotations: Mapping) -> bool:
    """Tell whether annotations give a load balancer a private address."""
    for key, value in annotations:
        public = _INTERNAL.get(key.value)
        if public is not None and isinstance(value, Scalar) and value.value.lower() not in (*public, ""):
            return True
    return False


def published(service: Resource) -> Text | None:
    """Return the type of a Service that is reachable from outside, None of one that is not."""
    kind = type_of(service)
    if kind == "nodeport" or kind == "loadbalancer" and not internal(service):
        return service.spec.text("type")
    return None


def ingresses_to(service: Resource) -> Iterator[Resource]:
    """Yield the Ingresses of the set that lead to a Service."""
    return _leading(service, "Ingress")


def routes_to(service: Resource) -> Iterator[Resource]:
    """Yield what leads from outside to a Service: Ingresses, routes of gateways, VirtualServices of Istio."""
    yield from ingresses_to(service)
    yield from _leading(service, *GATEWAY_ROUTES)
    for virtual in _leading(service, "VirtualService"):
        if any(gateway != "mesh" for gateway in virtual.spec.texts("gateways")):
            yield virtual


def _leading(service: Resource, *kinds: str) -> Iterator[Resource]:
    """Yield the objects of these kinds beside a Service that have it among their backends."""
    for route in service.set.beside(service, *kinds) if service.set is not None else ():
        for backend in backends(route):
            if backend.name == service.name and same_namespace(backend.namespace or route.namespace, service.namespace):
                yield route
                break
