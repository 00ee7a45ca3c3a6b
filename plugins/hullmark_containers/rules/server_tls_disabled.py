"""A server is started with TLS off.

Why: what it is told and what it answers, passwords and sessions among it, can be read and changed by everybody on the
way.
Instead: take the switch out and give the server a certificate; or let it listen on this machine alone, with a proxy in
front that ends TLS.
Flags: ``--insecure`` of CockroachDB, Argo and dex, ``--tls=false``, ``--no-tls``, ``--disable-tls``, ``--secure=false``
and the like of whatever server; COCKROACH_INSECURE; in a Dockerfile what elasticsearch-tls-disabled and
vault-tls-disabled report elsewhere. In the profile strict, as they mostly stand behind a proxy, ``--insecure`` and
``server.insecure`` of Argo, GF_SERVER_PROTOCOL=http, KC_HTTP_ENABLED, server.ssl.enabled of Spring, ``ssl off`` of
nginx, listeners of Mosquitto and RabbitMQ without a certificate, and by default where a Service in the file is open to
other machines; in the profile all ASPNETCORE_URLS that are only ``http://``. As information in files for development
and tests, and beside an Ingress with a certificate or a proxy that ends TLS.
Not flagged: servers that listen for this machine alone; clients; stages that are only built upon; what is filled in
later.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.paths import is_trial
from hullmark_containers.servertls import HINTS
from hullmark_containers.servertls import is_proxied
from hullmark_containers.servertls import plain_servers
from hullmark_containers.settings import SETTINGS


@rule(ENCRYPTION, WARNING, on=SETTINGS, when={Script: ("start",)}, hints=HINTS)
def check(fact: Variable | Script | File, context: Context) -> Iterator[Problem]:
    """Flag the switch."""
    if fact.container is not None and not fact.container.ships:
        return
    for found in plain_servers(fact, context.document):
        minor = is_trial(context.document.path) or is_proxied(context.document.text)
        profile = STRICT if minor and found.profile == DEFAULT else found.profile
        message = f"{found.shown} has the server go without TLS; give it a certificate"
        yield Problem(found.at, message, severity=INFO if minor or profile == ALL else None, profile=profile)
