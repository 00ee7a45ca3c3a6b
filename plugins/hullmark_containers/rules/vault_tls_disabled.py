"""Vault or Consul goes without TLS, or runs in its mode for development.

Why: all secrets go over the wire as they are; in the mode for development they are unsealed, in memory alone, and open
to whoever knows a root token that stands in the file.
Instead: ``tls_cert_file`` and ``tls_key_file`` for each listener, ``VAULT_ADDR=https://...``, and a server with storage
in the place of ``-dev``.
Flags: ``vault server -dev`` and ``bao server -dev``, VAULT_DEV_ROOT_TOKEN_ID, ``consul agent -dev`` with ``-client
0.0.0.0``; tls_disable of a listener, in VAULT_LOCAL_CONFIG, options and configuration; verify_outgoing set to no;
VAULT_ADDR and CONSUL_HTTP_ADDR with ``http://`` of a host elsewhere. In the profile strict, as information, a service
in that mode whose port is not published or that only a profile starts, files for development and tests, and names
inside a cluster.
Not flagged: listeners and addresses of this machine; what is filled in later; a mesh that encrypts.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import DEFAULT
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.endpoints import endpoints_of
from hullmark_containers.paths import is_trial
from hullmark_containers.plaintext import weigh
from hullmark_containers.ports import public_ports
from hullmark_containers.settings import SETTINGS
from hullmark_containers.vault import ADDRESSES
from hullmark_containers.vault import HINTS
from hullmark_containers.vault import development
from hullmark_containers.vault import without_tls


@rule(ENCRYPTION, WARNING, on=SETTINGS, not_in=("dockerfile",), hints=HINTS)
def check(fact: Variable | Script | File, context: Context) -> Iterator[Problem]:
    """Flag the setting, the option or the address."""
    container = fact.container
    at = development(fact)
    if at is not None:
        alone = context.document.format != "kubernetes" and not public_ports(container)
        asked = container is not None and container.workload is not None and container.workload.optional
        minor = alone or asked or is_trial(context.document.path)
        message = "the server runs in its mode for development: without TLS, unsealed, and with a known token"
        yield Problem(at, message, severity=INFO if minor else None, profile=STRICT if minor else DEFAULT)
    for at in without_tls(fact):
        yield Problem(at, f"{' '.join(at.split())} lets secrets go over the wire as they are; leave TLS on")
    if isinstance(fact, Variable) and fact.name in ADDRESSES:
        for endpoint in endpoints_of(fact, frozenset(("http",))):
            weight = weigh(endpoint.distance, context)
            if weight is not None:
                message = f"{fact.name} reaches the server without TLS; write https://"
                yield Problem(endpoint.text, message, severity=weight[0], profile=weight[1])
