"""Ingresses: of which class they are, which hosts they are for, and whether something ends TLS for them.

Annotations of controllers that do: https://kubernetes-sigs.github.io/aws-load-balancer-controller/,
https://cloud.google.com/kubernetes-engine/docs/concepts/ingress-xlb, https://doc.traefik.io/traefik/
"""

from __future__ import annotations

from collections.abc import Container
from collections.abc import Iterator

from hullmark.model import Route
from hullmark.plugin import Text
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_kubernetes.tree import Resource

#: Annotations that name a certificate, or otherwise say that TLS ends outside of the object.
_CERTIFICATES = frozenset((
    "alb.ingress.kubernetes.io/certificate-arn", "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
    "ingress.gcp.kubernetes.io/pre-shared-cert", "networking.gke.io/managed-certificates",
))
#: Annotations that say so by a word in their value.
_WORDS = {
    "alb.ingress.kubernetes.io/listen-ports": "https",
    "nginx.ingress.kubernetes.io/ssl-passthrough": "true",
    "traefik.ingress.kubernetes.io/router.entrypoints": "websecure",
    "traefik.ingress.kubernetes.io/router.tls": "true",
}
#: Classes whose controller always ends TLS.
_CLASSES = ("tailscale", "cloudflare-tunnel")
_CLASS = "kubernetes.io/ingress.class"
#: How hosts end that only exist in the cluster, or on one machine.
LOCAL = ("localhost", ".local", ".test", ".svc", ".internal")
#: The label of what serves challenges for a moment.
SOLVER = "acme.cert-manager.io/http01-solver"


def is_named(host: str, names: Container[str]) -> bool:
    """Tell whether a host is one of some, or one of them covers it by an asterisk for its first label."""
    return host in names or f"*.{host.partition('.')[2]}" in names


def ingress_class(ingress: Resource) -> Text | None:
    """Return the class of an Ingress, from its field or from the annotation before it."""
    return ingress.spec.text("ingressClassName") or ingress.annotations.text(_CLASS)


def route_of(ingress: Resource) -> Iterator[Route]:
    """Yield what an Ingress is; nothing for an object of that kind that is something else, or serves challenges."""
    if ingress.group not in ("networking.k8s.io", "extensions") or not ingress.spec or SOLVER in ingress.labels:
        return
    hosts = tuple(host for rule in ingress.spec.mappings("rules") if (host := rule.text("host")) is not None)
    yield Route(ingress.at("spec", "tls").span, hosts, encrypted(ingress))


def encrypted(ingress: Resource) -> bool | None:
    """Tell whether TLS ends at an Ingress, or in front of it; None where that cannot be told."""
    tls = ingress.spec.get("tls")
    if isinstance(tls, Sequence) and tls.items:
        return True
    if isinstance(tls, Scalar) and not tls.null:
        return None
    if ingress_class(ingress) in _CLASSES:
        return True
    for key, value in ingress.annotations:
        word = _WORDS.get(key.value)
        if key.value in _CERTIFICATES or word and isinstance(value, Scalar) and word in value.value.lower():
            return True
    return False
