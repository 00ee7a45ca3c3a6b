"""Elasticsearch or OpenSearch goes without TLS.

Why: passwords and documents go over the wire as they are, between nodes as well as to clients.
Instead: leave ``xpack.security.http.ssl.enabled`` and ``xpack.security.transport.ssl.enabled`` on and give them a
certificate; a client gets the authority, not ``verificationMode: none``.
Flags: xpack.security.http.ssl.enabled, xpack.security.transport.ssl.enabled and plugins.security.ssl.http.enabled set
to no, elasticsearch.ssl.verificationMode none, as variables, options and lines of configuration, also in an object of
the operator, where ``http.tls.selfSignedCertificate.disabled`` without a certificate counts as well. In the profile
strict also the switches that turn all of security off, of which authentication-disabled speaks; as information there a
single node whose port is not published, and files for development and tests.
Not flagged: a switch that is on, or filled in later.
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
from hullmark.yaml import Stream

from hullmark_containers.elasticsearch import OPERATOR
from hullmark_containers.elasticsearch import SWITCHES
from hullmark_containers.elasticsearch import is_alone
from hullmark_containers.elasticsearch import of_objects
from hullmark_containers.paths import is_trial
from hullmark_containers.settings import SETTINGS
from hullmark_containers.settings import is_moot


@rule(ENCRYPTION, WARNING, on=(*SETTINGS, Stream), not_in=("dockerfile",), hints=(*SWITCHES.hints, OPERATOR))
def check(fact: Variable | Script | File | Stream, context: Context) -> Iterator[Problem]:
    """Flag the setting."""
    if isinstance(fact, Variable) and is_moot(fact, SWITCHES):
        return
    if isinstance(fact, Stream):
        found = of_objects(fact) if context.document.format == "kubernetes" else iter(())
    else:
        found = ((setting.name, f"{setting.shown}={setting.value}", setting.at) for setting in SWITCHES.found(fact))
    minor = is_trial(context.document.path) or not isinstance(fact, Stream) and is_alone(fact.container)
    for name, shown, at in found:
        wide = minor or "ssl" not in name and "tls" not in name
        message = f"{shown} lets passwords and documents go over the wire as they are; leave TLS on"
        yield Problem(at, message, severity=INFO if minor else None, profile=STRICT if wide else DEFAULT)
