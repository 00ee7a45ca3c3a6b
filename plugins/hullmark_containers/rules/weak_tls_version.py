"""A version of TLS before 1.2, or a weak cipher, is allowed.

Why: who sits between two sides makes them agree on the worst that both allow, and breaks that.
Instead: TLS 1.2 and 1.3: ``curl --tlsv1.2``, ``ssl_protocols TLSv1.2 TLSv1.3;``, ``minVersion: VersionTLS12``.
Flags: options of curl, wget, git, Node.js and Java and of programs that a container starts with (``--tlsv1.0``,
``--tls-min-version=VersionTLS10``, ``--openssl-legacy-provider``); variables that are named after such a limit or list;
edits and contents of openssl.cnf, of nginx, of Apache httpd and of the settings of databases (MinProtocol, SECLEVEL,
ssl_protocols, SSLProtocol); the system's LEGACY policy; in a manifest fields such as minVersion and annotations of
ingress controllers and load balancers; labels of Traefik.
Not flagged: a version from 1.2 on; what says nothing, since today's defaults are safe; comments.
See: https://www.rfc-editor.org/rfc/rfc8996
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Stream

from hullmark_containers.weaktls import COMMAND_HINTS
from hullmark_containers.weaktls import HINTS
from hullmark_containers.weaktls import of_objects
from hullmark_containers.weaktls import of_script
from hullmark_containers.weaktls import of_setting
from hullmark_containers.weaktls import of_text

_THEN = "allows versions of TLS, or ciphers, that are broken"


@rule(
    ENCRYPTION,
    WARNING,
    on=(Script, Assignment, Variable, File, Stream),
    hints={Script: COMMAND_HINTS, File: HINTS, Stream: HINTS},
    peers="semgrep:insecure-ssl-version semgrep:missing-ssl-version",
)
def check(fact: Script | Assignment | Variable | File | Stream, context: Context) -> Iterator[Problem]:
    """Flag the setting."""
    for text in _places(fact):
        shown = " ".join(text.split())
        yield Problem(text, f"{shown if len(shown) < 60 else shown[:57] + '...'} {_THEN}")


def _places(fact: Script | Assignment | Variable | File | Stream) -> Iterator[Text]:
    if isinstance(fact, Script):
        yield from of_script(fact)
    elif isinstance(fact, File):
        yield from of_text(fact.text)
    elif isinstance(fact, Stream):
        yield from of_objects(fact)
    elif fact.value is not None and len(fact.value) < 1024:
        found = of_setting(str(fact.name), fact.value)
        if found is not None:
            yield found
    elif isinstance(fact, Variable) and fact.value is not None:
        yield from of_text(fact.value)
