"""Clients that come over plain HTTP are not led to HTTPS.

Why: who types a name without ``https://`` stays with plain HTTP, where cookies and passwords can be read and pages be
changed; the certificate helps only those who ask for it.
Instead: lead to HTTPS and publish its port: ``--entrypoints.web.http.redirections.entrypoint.to=websecure``, ``return
301 https://$host$request_uri``; leave ``ssl-redirect`` to its default, which is true.
Flags: the annotation ssl-redirect set to false on an Ingress that has TLS, or in the settings of the controller; for
an Ingress that has TLS also allow-http, ``listen-ports`` of AWS with HTTP beside HTTPS and no redirect, ``web`` as the
only entry point of Traefik, http as the only protocol of Kong. A Compose service of nginx, Traefik, Caddy, HAProxy,
Apache or Envoy that publishes port 80 or 8080 and whose configuration says nothing of TLS; in the profile all, as
information, where that configuration is not among the files.
Not flagged: projects that publish 443 or 8443 too; ports of this machine alone; solvers of ACME; force-ssl-redirect set
to true, and settings that tell of something in front; an Ingress without TLS, which ingress-without-tls reports.
See: https://kubernetes.github.io/ingress-nginx/user-guide/tls/#server-side-https-enforcement-through-redirect
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import PlainEntrance
from hullmark.plugin import ALL
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(ENCRYPTION, WARNING, on=PlainEntrance, profile=STRICT)
def check(entrance: PlainEntrance, context: Context) -> Iterator[Problem]:
    """Flag the setting, or the port."""
    if entrance.unsure:
        yield Problem(entrance, entrance.reason, severity=INFO, profile=ALL)
    else:
        yield Problem(entrance, entrance.reason)
