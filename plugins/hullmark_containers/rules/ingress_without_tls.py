"""A reverse proxy serves a host without TLS.

Why: whoever sits between a user and the proxy reads passwords and cookies and changes what is sent, unnoticed.
Instead: name a certificate for the host: ``tls: [{hosts: [web.example.com], secretName: web-tls}]``; for Traefik
``traefik.http.routers.web.tls.certresolver: le``.
Flags: a route from outside to a container for which nothing ends TLS; an empty list of certificates too. Of a service
the routers in labels of Traefik that have no TLS and no entry point with TLS, labels of Caddy with ``http://``, and
VIRTUAL_HOST of nginx-proxy without a certificate.
Not flagged: services of a project in which Traefik leads plain HTTP to TLS; entry points of which nothing is known;
certificates that an annotation of the controller names; controllers that always end TLS; hosts that only exist in the
cluster or on one machine (localhost, .local, .test, .svc); the solvers of cert-manager.
See: https://kubernetes.io/docs/concepts/services-networking/ingress/#tls
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Route
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

_LOCAL = ("localhost", ".local", ".test", ".svc")


@rule(
    ENCRYPTION,
    WARNING,
    on=Route,
    profile=STRICT,
    peers="polaris:tlsSettingsMissing kubescape:C-0263 kubescape:C-0245 nsa:encryption",
)
def check(route: Route, context: Context) -> Iterator[Problem]:
    """Flag the grip."""
    if route.encrypted is not False or route.hosts and all(host.endswith(_LOCAL) for host in route.hosts):
        return
    hosts = ", ".join(route.hosts[:2]) + (" and others" if len(route.hosts) > 2 else "")
    yield Problem(route, f"{hosts or 'every host'} is served without TLS")
