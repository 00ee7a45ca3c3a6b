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

from hullmark.model import Container
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
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Stream
from hullmark.yaml import walk

from hullmark_containers.paths import is_trial
from hullmark_containers.settings import OFF
from hullmark_containers.settings import ON
from hullmark_containers.settings import SETTINGS
from hullmark_containers.settings import Switches
from hullmark_containers.settings import is_moot
from hullmark_containers.settings import plain

SWITCHES = Switches({
    "disable_security_plugin": ON,
    "elasticsearch_ssl_verificationmode": frozenset(("none",)),
    "plugins_security_disabled": ON,
    "plugins_security_ssl_http_enabled": OFF,
    "xpack_security_enabled": OFF,
    "xpack_security_http_ssl_enabled": OFF,
    "xpack_security_transport_ssl_enabled": OFF,
})
_OPERATOR = ".k8s.elastic.co/"


@rule(ENCRYPTION, WARNING, on=(*SETTINGS, Stream), hints=(*SWITCHES.hints, _OPERATOR))
def check(fact: Variable | Script | File | Stream, context: Context) -> Iterator[Problem]:
    """Flag the setting."""
    if isinstance(fact, Variable) and is_moot(fact, SWITCHES):
        return
    if isinstance(fact, Stream):
        found = _of_objects(fact) if context.document.format == "kubernetes" else iter(())
    elif context.document.format != "dockerfile":
        found = ((setting.name, f"{setting.shown}={setting.value}", setting.at) for setting in SWITCHES.found(fact))
    else:
        return
    minor = is_trial(context.document.path) or not isinstance(fact, Stream) and _is_alone(fact.container)
    for name, shown, at in found:
        wide = minor or "ssl" not in name and "tls" not in name
        message = f"{shown} lets passwords and documents go over the wire as they are; leave TLS on"
        yield Problem(at, message, severity=INFO if minor else None, profile=STRICT if wide else DEFAULT)


def _is_alone(container: Container | None) -> bool:
    """Tell whether a service is a single node that only its neighbours reach."""
    workload = container.workload if container is not None else None
    if container is None or workload is None or workload.published or workload.host_network == "true":
        return False
    return any(plain(name) == "discovery_type" and value == "single-node" for name, value in container.environment)


def _of_objects(stream: Stream) -> Iterator[tuple[str, str, Text]]:
    for root in stream.roots:
        if not isinstance(root, Mapping) or _OPERATOR not in (root.text("apiVersion") or ""):
            continue
        tls = root.mapping("spec", "http", "tls")
        off = tls.mapping("selfSignedCertificate").scalar("disabled")
        if off is not None and off.value == "true" and not tls.has("certificate"):
            yield "tls", "selfSignedCertificate.disabled", off.text
        for node in walk(root):
            for key, value in node if isinstance(node, Mapping) else ():
                name = SWITCHES.key_of(plain(key.value)) if "." in key.value else None
                if name is not None and isinstance(value, Scalar) and value.value.lower() in SWITCHES.names[name]:
                    yield plain(key.value), f"{key.value}={value.value}", value.text
