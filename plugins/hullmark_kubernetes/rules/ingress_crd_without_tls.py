"""A route of an ingress controller serves a host without TLS.

Why: whoever sits between a user and the controller reads passwords and cookies and changes what is sent, unnoticed.
Instead: name a certificate, as in ``tls: {secretName: web-tls}``, and lead plain HTTP to HTTPS.
Flags: objects of controllers' own kinds without TLS: an IngressRoute of Traefik on an entry point for plain HTTP, an
HTTPProxy of Contour, also with ``permitInsecure: true``, a VirtualServer of nginx, a VirtualService of Gloo; a Host of
Emissary whose insecure ``action`` is Route; a KongIngress whose ``protocols`` are http alone; the hosts of an
ApisixRoute that no ApisixTls of the set names.
Not flagged: routes that lead to HTTPS, by a Middleware, a plugin, or Traefik's own settings; entry points of which
nothing is known; TCP routes; challenges of ACME; hosts that only exist in the cluster or on one machine.
See: https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.frontdoors import KINDS
from hullmark_kubernetes.frontdoors import openings
from hullmark_kubernetes.ingresses import LOCAL
from hullmark_kubernetes.tree import Resource


@rule(ENCRYPTION, WARNING, on=Resource, when=tuple(KINDS), profile=STRICT)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the first way in over plain HTTP."""
    for opening in openings(resource):
        if not opening.hosts or not all(host.endswith(LOCAL) for host in opening.hosts):
            yield Problem(opening.at, f"{resource.called} is served over plain HTTP; {opening.instead}")
            return
