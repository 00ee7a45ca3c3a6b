"""A server elsewhere is called over plain HTTP.

Why: tokens, cookies and data go over the wire as they are, and whoever sits between can change the answers.
Instead: ``https://`` and ``wss://``.
Flags: ``http://`` and ``ws://`` of a host elsewhere in what a program is told to call: a variable or a key of
configuration that is named like it (URL, URI, ENDPOINT, HOST, SERVER, API, WEBHOOK), an argument of what is started. As
information what may be the program's own address, such as BASE_URL. In the profile all, as information, names inside a
cluster.
Not flagged: services beside this one, this machine, private networks, addresses to listen on; hosts that are filled in
later; samples such as example.com; names of schemas, licenses and lists of revoked certificates; proxies; what commands
fetch, which plain-http-download reports; a mesh that encrypts.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import ALL
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.hosts import FAR
from hullmark_containers.plaintext import weigh
from hullmark_containers.settings import SETTINGS
from hullmark_containers.settings import is_moot
from hullmark_containers.webendpoints import web_endpoints_of


@rule(ENCRYPTION, WARNING, on=SETTINGS, not_in=("dockerfile",), hints=("http://", "ws://"))
def check(fact: Variable | Script | File, context: Context) -> Iterator[Problem]:
    """Flag the URL."""
    if isinstance(fact, Variable) and is_moot(fact) or isinstance(fact, File) and not fact.kind:
        return
    for endpoint, own in web_endpoints_of(fact):
        distance = endpoint.distance
        weight = weigh(distance, context, near=ALL)
        if weight is None or own and distance != FAR:
            continue
        severity, profile = (INFO, STRICT) if own else weight
        shown = f"{endpoint.scheme}://{endpoint.hosts[0]}"
        message = f"{shown} is called without TLS, and answers can be changed on the way; write {endpoint.scheme}s://"
        yield Problem(endpoint.text, message, severity=severity, profile=profile)
