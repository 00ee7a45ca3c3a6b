"""The connection to a database goes without TLS.

Why: the password and all data go over the wire as they are, or who sits between has the client go on without
encryption, as ``prefer`` and ``allow`` let it.
Instead: ``sslmode=verify-full`` with the authority of the server, ``--ssl-mode=VERIFY_IDENTITY``, ``tls=true``,
``Encrypt=yes`` without TrustServerCertificate.
Flags: sslmode with disable, allow or prefer; useSSL, requireSSL, ssl, tls and encrypt set to no;
TrustServerCertificate, tlsInsecure and sslInvalidHostNameAllowed set to yes; ``--skip-ssl``, ``--ssl-mode=DISABLED``,
``ssl = off``, require_secure_transport and internode_encryption; variables such as PGSSLMODE and DB_SSL; in URLs,
connection strings, options, variables and configuration. In the profile strict where no host is known, and as
information where it is a service beside this one, a private address or a name without a domain.
Not flagged: this machine, and so a proxy in the same pod; sockets; health checks; what is filled in later.
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

from hullmark_containers.databasetls import HINTS
from hullmark_containers.databasetls import lax_in
from hullmark_containers.hosts import FAR
from hullmark_containers.hosts import NEAR
from hullmark_containers.hosts import OWN
from hullmark_containers.settings import SETTINGS


@rule(ENCRYPTION, WARNING, on=SETTINGS, hints=HINTS)
def check(fact: Variable | Script | File, context: Context) -> Iterator[Problem]:
    """Flag the setting."""
    for lax in lax_in(fact):
        if lax.distance != OWN:
            message = f"{lax.shown} lets the database be reached without TLS; require it, and verify the server"
            near = INFO if lax.distance == NEAR else None
            yield Problem(lax.at, message, severity=near, profile=DEFAULT if lax.distance == FAR else STRICT)
