"""Objects of controllers that let requests in as an Ingress does, and what of them goes without TLS.

Sources: https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/,
https://projectcontour.io/docs/main/config/api/, https://www.getambassador.io/docs/emissary/latest/topics/running/tls,
https://docs.konghq.com/kubernetes-ingress-controller/, https://apisix.apache.org/docs/ingress-controller/,
https://docs.nginx.com/nginx-ingress-controller/, https://docs.solo.io/gloo-edge/
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from typing import Any
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping

from hullmark_kubernetes.elsewhere import open_ended
from hullmark_kubernetes.ingresses import is_named
from hullmark_kubernetes.tree import Resource

#: Entry points of Traefik that speak plain HTTP by their usual name; of those with another name nothing is known.
_PLAIN = frozenset(("http", "insecure", "unsecure", "web"))
_HOST = pattern(r"\bHost(?:SNI)?\(([^)]*)\)")
_QUOTED = pattern(r"[`'\"]([^`'\"]+)[`'\"]")
#: What a middleware is called that leads to HTTPS, or may.
_LEADING = pattern(r"redirect|https|tls|ssl|secure")
#: How an entry point, or Traefik's chart, leads all requests to HTTPS.
_REDIRECTIONS = ("http.redirections", "redirections:", "redirectTo")
_TRAEFIK = ("ConfigMap", "DaemonSet", "Deployment", "HelmChart", "HelmChartConfig", "HelmRelease")
#: Middlewares in a chain of chains that are followed.
_DEPTH = 4


class Opening(NamedTuple):
    """A way in over plain HTTP: ``at`` is what says so, or lacks something; ``instead`` is what to write."""

    at: Any
    hosts: list[Text]
    instead: str


def openings(resource: Resource) -> Iterator[Opening]:
    """Yield what an object of a controller lets in over plain HTTP."""
    groups, find = KINDS[resource.kind]
    if resource.group in groups and not resource.node.has("$patch"):
        yield from find(resource)


def _of_traefik(route: Resource) -> Iterator[Opening]:
    spec = route.spec
    entries = {str(name).lower() for name in spec.texts("entryPoints")}
    if spec.has("tls") or entries and not entries & _PLAIN:
        return
    hosts = []
    for entry in spec.mappings("routes"):
        match = entry.text("match")
        if match is None or not match.known or "acme-challenge" in match:
            continue
        if not _leads(route, entry.mappings("middlewares")):
            found = [name for call in _HOST.finditer(match) for name in _quoted(match, *call.span(1))]
            hosts += found or [match.substitute("")]
    if hosts and not _redirected(route):
        yield Opening(route.at("spec", "tls"), hosts, "write tls, or lead to HTTPS by a redirectScheme")


def _quoted(text: Text, start: int, end: int) -> Iterator[Text]:
    for match in _QUOTED.finditer(text, start, end):
        yield text.part(*match.span(1))


def _leads(route: Resource, middlewares: list[Mapping], depth: int = _DEPTH) -> bool:
    """Tell whether one of the middlewares leads to HTTPS; of one that is not in the set its name tells."""
    for reference in middlewares:
        name = reference.text("name")
        found = [other for other in route.around("Middleware") if other.name == name]
        if name is not None and not found and (not name.known or _LEADING.search(name)):
            return True
        for other in found:
            regex = other.spec.mapping("redirectRegex").text("replacement")
            if other.spec.has("redirectScheme") or regex is not None and regex.startswith("https"):
                return True
            if depth and _leads(route, other.spec.mappings("chain", "middlewares"), depth - 1):
                return True
    return False


def _redirected(route: Resource) -> bool:
    """Tell whether Traefik, where the set holds it, leads to HTTPS by itself."""
    texts = {id(other.document): other.document.text for other in route.around(*_TRAEFIK)}
    return any(sign in text for text in texts.values() for sign in _REDIRECTIONS)


def _of_contour(proxy: Resource) -> Iterator[Opening]:
    host = proxy.spec.mapping("virtualhost")
    if not host:
        return
    hosts = host.texts("fqdn")
    if not host.has("tls"):
        yield Opening(proxy.at("spec", "virtualhost", "tls"), hosts, "write tls with a secretName")
        return
    for route in proxy.spec.mappings("routes"):
        if route.is_true("permitInsecure"):
            yield Opening(route.text("permitInsecure"), hosts, "leave permitInsecure out")


def _of_emissary(host: Resource) -> Iterator[Opening]:
    action = host.spec.mapping("requestPolicy", "insecure").text("action")
    if action == "Route":
        yield Opening(action, host.spec.texts("hostname"), "Redirect leads to HTTPS")


def _of_kong(ingress: Resource) -> Iterator[Opening]:
    protocols = ingress.node.texts("route", "protocols")
    if "https" not in protocols:
        yield from (Opening(protocol, [], "write https") for protocol in protocols if protocol == "http")


def _of_apisix(route: Resource) -> Iterator[Opening]:
    if route.set is None or open_ended(route.set):
        return
    covered = {str(host) for tls in route.set.of("ApisixTls") for host in tls.spec.texts("hosts")}
    for rule in route.spec.mappings("http"):
        bare = [host for host in rule.texts("match", "hosts") if host.known and not _is_covered(host, covered)]
        if bare and not any(plugin.text("name") == "redirect" for plugin in rule.mappings("plugins")):
            yield Opening(bare[0], bare, "name it in an ApisixTls")


def _is_covered(host: Text, covered: set[str]) -> bool:
    return is_named(host, covered) or any("{" in name for name in covered)


def _of_nginx(server: Resource) -> Iterator[Opening]:
    if server.spec.has("host") and not server.spec.has("tls"):
        yield Opening(server.at("spec", "tls"), server.spec.texts("host"), "write tls with a secret")


def _of_gloo(service: Resource) -> Iterator[Opening]:
    host = service.spec.mapping("virtualHost")
    redirects = any(route.mapping("redirectAction").is_true("httpsRedirect") for route in host.mappings("routes"))
    if host and not service.spec.has("sslConfig") and not redirects:
        yield Opening(service.at("spec", "sslConfig"), host.texts("domains"), "write sslConfig")


#: By the kind: the groups whose objects count, and what finds the openings.
KINDS: dict[str, tuple[tuple[str, ...], Callable[[Resource], Iterator[Opening]]]] = {
    "ApisixRoute": (("apisix.apache.org",), _of_apisix),
    "HTTPProxy": (("projectcontour.io",), _of_contour),
    "Host": (("getambassador.io", "x.getambassador.io"), _of_emissary),
    "IngressRoute": (("traefik.io", "traefik.containo.us"), _of_traefik),
    "KongIngress": (("configuration.konghq.com",), _of_kong),
    "VirtualServer": (("k8s.nginx.org",), _of_nginx),
    "VirtualService": (("gateway.solo.io",), _of_gloo),
}
