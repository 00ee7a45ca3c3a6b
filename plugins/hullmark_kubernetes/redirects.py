"""Whether an Ingress that has TLS serves plain HTTP beside it: what annotations, and settings of controllers, say.

Sources: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/,
https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/,
https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/,
https://docs.konghq.com/kubernetes-ingress-controller/ and
https://cloud.google.com/kubernetes-engine/docs/concepts/ingress-xlb
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import PlainEntrance
from hullmark.plugin import Text
from hullmark.yaml import Scalar

from hullmark_kubernetes.ingresses import SOLVER
from hullmark_kubernetes.ingresses import encrypted
from hullmark_kubernetes.tree import Resource

_SWITCH = "ssl-redirect"
_FORCED = "force-ssl-redirect"
#: Settings of ingress-nginx by which something in front tells how a client came.
_IN_FRONT = (_FORCED, "use-forwarded-headers", "use-proxy-protocol")
_ALB = "alb.ingress.kubernetes.io/"
_TRAEFIK = "traefik.ingress.kubernetes.io/router."
#: Words in the names of middlewares of Traefik that lead to HTTPS.
_LEADING = ("redirect", "https")


def entrances_of(resource: Resource) -> Iterator[PlainEntrance]:
    """Yield what lets clients stay with plain HTTP."""
    if resource.kind == "Ingress" and SOLVER not in resource.labels:
        said = {key.value: value.text for key, value in resource.annotations if isinstance(value, Scalar)}
        found = _turned_off(said) if said else None
        if found is not None and encrypted(resource):
            yield PlainEntrance(found[0].span, f"{found[1]}, and clients stay with plain HTTP")
    elif resource.kind == "ConfigMap":
        data = resource.node.mapping("data")
        value = data.text(_SWITCH)
        if value is not None and value.lower() == "false" and not any(data.text(name) == "true" for name in _IN_FRONT):
            yield PlainEntrance(value.span, "ssl-redirect is false, and clients of every Ingress stay with plain HTTP")


def _turned_off(said: dict[str, Text]) -> tuple[Text, str] | None:
    """Return the annotation that lets clients stay with plain HTTP, and what it says."""
    if any(name.endswith(f"/{_FORCED}") and value == "true" for name, value in said.items()):
        return None
    for name, value in said.items():
        short = name.rpartition("/")[2]
        if short == _SWITCH and value.lower() == "false":
            return value, f"{short} is false"
    ports = said.get(f"{_ALB}listen-ports")
    if ports is not None and '"HTTP"' in ports and '"HTTPS"' in ports and not _led_by_alb(said):
        return ports, "listen-ports has HTTP without ssl-redirect"
    entries = said.get(f"{_TRAEFIK}entrypoints")
    middlewares = said.get(f"{_TRAEFIK}middlewares") or ""
    if entries is not None and _words(entries) == ["web"] and not any(word in middlewares for word in _LEADING):
        return entries, "the only entry point is web"
    protocols = said.get("konghq.com/protocols")
    if protocols is not None and _words(protocols) == ["http"]:
        return protocols, "the only protocol is http"
    allowed = said.get("kubernetes.io/ingress.allow-http")
    if allowed is not None and allowed.lower() == "true":
        return allowed, "allow-http is true"
    return None


def _words(text: Text) -> list[str]:
    return [word.strip() for word in text.split(",")]


def _led_by_alb(said: dict[str, Text]) -> bool:
    """Tell whether a load balancer leads to HTTPS, or another Ingress of its group may say so."""
    if f"{_ALB}{_SWITCH}" in said or f"{_ALB}group.name" in said:
        return True
    return any(name.startswith(f"{_ALB}actions.") and "redirect" in value for name, value in said.items())
