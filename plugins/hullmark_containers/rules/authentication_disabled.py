"""A server lets everybody in.

Why: whoever reaches the port may read and change everything, and in many a server run programs; neighbours in the same
network reach it, and everybody does where the port is published.
Instead: leave the check on, and give the password from outside: ``POSTGRES_PASSWORD_FILE: /run/secrets/db``,
``--requirepass``, ``xpack.security.enabled: true``.
Flags: variables, options and lines of configuration that switch the check of accounts off: POSTGRES_HOST_AUTH_METHOD=
trust, an allowed empty password, ALLOW_ANONYMOUS_LOGIN, ALLOW_NONE_AUTHENTICATION, xpack.security.enabled=false,
DISABLE_SECURITY_PLUGIN, NEO4J_AUTH=none, ME_CONFIG_BASICAUTH=false, ``--noauth`` and ``--no-auth``, protected-mode off
without requirepass, an empty token of Jupyter, ``code-server --auth none``, allow_anonymous of Mosquitto, trust in
pg_hba.conf, anonymous access to Grafana (of a service only as an editor or administrator), ``--auth-mode=server`` of
Argo, ``--enable-skip-login``; memcached that is published, as it knows no accounts. As an error a service that
publishes a port or is in the host's network, as information in files for development and tests.
Not flagged: a switch that is set to no; MYSQL_ALLOW_EMPTY_PASSWORD beside a random password; in a manifest of
Kubernetes what default-credentials says of empty passwords; stages that only build or test.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.paths import is_trial
from hullmark_containers.ports import public_ports
from hullmark_containers.settings import SETTINGS
from hullmark_containers.settings import is_moot
from hullmark_containers.unauthenticated import SWITCHES
from hullmark_containers.unauthenticated import unauthenticated

_EFFECT = "lets everybody in who reaches the server; let it ask for a password"


@rule(
    CREDENTIALS,
    {"": ERROR, "dockerfile": WARNING, "kubernetes": WARNING},
    on=(*SETTINGS, Container),
    when={Script: ("start",)},
    hints=(*SWITCHES.hints, "trust"),
)
def check(fact: Variable | Script | File | Container, context: Context) -> Iterator[Problem]:
    """Flag the setting, or the port of a server that has none."""
    if isinstance(fact, Variable) and is_moot(fact, SWITCHES):
        return
    if isinstance(fact, Container):
        if fact.image is not None and fact.image.repository.endswith("memcached"):
            for port in public_ports(fact):
                yield Problem(port, "memcached, which knows no accounts, is published", secret=False)
        return
    severity = _severity(fact.container, context)
    for shown, at in unauthenticated(fact, context.document) if severity != "" else ():
        yield Problem(at, f"{shown} {_EFFECT}", severity=severity, secret=False)


def _severity(container: Container | None, context: Context) -> str | None:
    """Return the severity, None for that of the rule, "" where nothing that runs is set up."""
    if container is not None and container.role == "stage":
        if not container.ships or container.name is not None and is_trial(container.name):
            return ""
        return None
    if is_trial(context.document.path):
        return INFO
    if context.document.format == "kubernetes":
        return None
    workload = container.workload if container is not None else None
    exposed = public_ports(container) or workload is not None and workload.host_network == "true"
    return ERROR if exposed else WARNING
