"""A directory is asked, or offered, over LDAP without TLS.

Why: the password of everybody who logs in goes over the wire as it is.
Instead: ``ldaps://``, or ``ldap://`` with StartTLS that is required; a directory that others reach offers port 636.
Flags: ``ldap://`` of a host elsewhere; LDAP_TLS, LDAP_START_TLS, LDAP_USE_SSL and the like set to no, TLS_MODE none and
insecureNoSSL, for a host that is not in this network; the ports 389, 1389 and 3268 published, or open by a Service of
type LoadBalancer or NodePort, without that for TLS beside them. In the profile strict, as information, names inside a
cluster.
Not flagged: services beside this one, this machine, private networks; hosts that are filled in later; a URL with a
variable or a setting for StartTLS beside it; LDAP_TLS_ENFORCE; a mesh that encrypts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Port
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Stream

from hullmark_containers.plaintext import CONNECTIONS
from hullmark_containers.plaintext import Plain
from hullmark_containers.plaintext import connections
from hullmark_containers.settings import OFF
from hullmark_containers.settings import ON
from hullmark_containers.settings import Switches

_NAMES = ("tls", "ssl", "start_tls", "starttls", "use_tls", "use_ssl", "use_starttls", "enable_tls", "tls_enabled")
TABLE = Plain(
    schemes={"ldap": "write ldaps://"},
    beside=pattern(r".*start_?tls.*"),
    switches=Switches({
        **{f"ldap_{name}": OFF for name in _NAMES}, "ldap_tls_mode": frozenset(("none",)), "insecurenossl": ON,
    }),
    ports={"389": "636", "1389": "1636", "3268": "3269"},
    signs=("LDAP_TLS_ENFORCE", "LDAP_REQUIRE_TLS"),
)
_STARTED = pattern(r"start_?tls[\"']?\s*[:=]\s*[\"']?true", re.IGNORECASE)


@rule(ENCRYPTION, WARNING, on=CONNECTIONS, not_in=("dockerfile",), hints=TABLE.hints)
def check(fact: Variable | Script | File | Port | Stream, context: Context) -> Iterator[Problem]:
    """Flag the URL, the switch or the port."""
    if not isinstance(fact, File) or not _STARTED.search(fact.text):
        yield from connections(fact, context, TABLE, "passwords")
