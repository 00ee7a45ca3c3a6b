"""A Gateway serves routes over plain HTTP.

Why: passwords and cookies can be read and changed on the way, and whoever types an address without a scheme stays on
plain HTTP.
Instead: a listener with the protocol HTTPS, and for that with HTTP one HTTPRoute that leads there:
``filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]``.
Flags: a listener with the protocol HTTP, or on port 80 without TLS, to which an HTTPRoute with a rule that does not
redirect to https attaches, or a GRPCRoute; without a route in these files one of a Gateway that has no listener with
TLS.
Not flagged: listeners all of whose routes redirect; Gateways for those inside, by class, name or annotation, and for
ACME; certificates of a load balancer in front; routes of a mesh, whose parent is a Service; Gateways whose listeners
may stand in a ListenerSet; hosts that only exist in a cluster or on one machine.
See: https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.gateways import GROUP
from hullmark_kubernetes.gateways import certified
from hullmark_kubernetes.gateways import encrypted
from hullmark_kubernetes.gateways import inside
from hullmark_kubernetes.gateways import listeners
from hullmark_kubernetes.gateways import routes_of
from hullmark_kubernetes.ingresses import LOCAL
from hullmark_kubernetes.tree import Resource


@rule(ENCRYPTION, WARNING, on=Resource, when=("Gateway",), profile=STRICT)
def check(gateway: Resource, context: Context) -> Iterator[Problem]:
    """Flag the protocol, or the port of a listener that has none."""
    if gateway.group != GROUP or inside(gateway) or certified(gateway) or "acme" in (gateway.name or ""):
        return
    alone = not gateway.spec.has("allowedListeners") and not any(encrypted(other) for other in listeners(gateway))
    for listener in listeners(gateway):
        at = _plain(listener)
        if at is None or str(listener.text("hostname") or "").endswith(LOCAL):
            continue
        name = f"listener {listener.text('name')}" if listener.has("name") else "this listener"
        routes = list(routes_of(gateway, listener, "HTTPRoute", "GRPCRoute"))
        open_routes = [route for route in routes if not _redirects(route)]
        if open_routes:
            yield Problem(at, f"{name} serves {open_routes[0].called} over plain HTTP; redirect to https")
        elif not routes and alone:
            yield Problem(at, f"{name} takes requests without TLS, and no other of {gateway.called} has it")


def _plain(listener: Mapping) -> Text | None:
    """Return what says that a listener knows no TLS."""
    protocol, port = listener.text("protocol"), listener.text("port")
    if protocol is None:
        return port if port == "80" else None
    return protocol if protocol == "HTTP" or protocol == "TCP" and port == "80" else None


def _redirects(route: Resource) -> bool:
    """Tell whether each rule of a route leads, or may lead, to https."""
    rules = route.spec.mappings("rules")
    return bool(rules) and all(any(_leads(entry) for entry in one.mappings("filters")) for one in rules)


def _leads(entry: Mapping) -> bool:
    scheme = entry.mapping("requestRedirect").text("scheme")
    return entry.text("type") == "RequestRedirect" and scheme is not None and (scheme == "https" or not scheme.known)
