"""A Gateway of Istio serves plain HTTP.

Why: whoever sits between a user and the gateway reads passwords and cookies and changes what is sent, unnoticed.
Instead: beside a server for HTTPS send clients there: ``tls: {httpsRedirect: true}``.
Flags: a server of protocol HTTP, HTTP2 or GRPC, or TCP on port 80 or 8080, without ``httpsRedirect: true``.
Not flagged: gateways inside the cluster and between clusters (east-west), by their selector; servers whose hosts only
exist in the cluster or on one machine.
See: https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_kubernetes.ingresses import LOCAL
from hullmark_kubernetes.meshes import NETWORKING
from hullmark_kubernetes.tree import Resource

_PLAIN = ("HTTP", "HTTP2", "GRPC")
_PORTS = ("80", "8080")
_INSIDE = pattern(r"east-?west|internal|local|private")


@rule(ENCRYPTION, WARNING, on=Resource, when=("Gateway",), profile=STRICT)
def check(gateway: Resource, context: Context) -> Iterator[Problem]:
    """Flag the protocol of each server."""
    if gateway.group != NETWORKING:
        return
    selector = gateway.spec.mapping("selector")
    if any(_INSIDE.search(selector.text(name) or "") for name, _ in selector.fields):
        return
    for server in gateway.spec.mappings("servers"):
        port = server.mapping("port")
        protocol, number = port.text("protocol"), port.text("number")
        plain = protocol in _PLAIN or protocol == "TCP" and number in _PORTS
        if protocol is None or not plain or server.mapping("tls").is_true("httpsRedirect"):
            continue
        hosts = [host.rpartition("/")[2] for host in server.texts("hosts")]
        if not hosts or not all(host.endswith(LOCAL) for host in hosts):
            yield Problem(protocol, f"port {number or 80} serves {protocol} without TLS and leads nobody to HTTPS")
