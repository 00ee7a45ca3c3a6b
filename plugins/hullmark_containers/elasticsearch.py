"""Elasticsearch and OpenSearch: the switches of their TLS, and the objects of the operator."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import Text
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Stream
from hullmark.yaml import walk

from hullmark_containers.ports import public_ports
from hullmark_containers.settings import OFF
from hullmark_containers.settings import ON
from hullmark_containers.settings import Switches
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
#: What the API groups of the operator end with.
OPERATOR = ".k8s.elastic.co/"


def is_alone(container: Container | None) -> bool:
    """Tell whether a service is a single node that only its neighbours reach."""
    workload = container.workload if container is not None else None
    if container is None or workload is None or public_ports(container) or workload.host_network == "true":
        return False
    return any(plain(name) == "discovery_type" and value == "single-node" for name, value in container.environment)


def of_objects(stream: Stream) -> Iterator[tuple[str, str, Text]]:
    """Yield what turns TLS off in objects of the operator: its name, how it is shown, and where it stands."""
    for root in stream.roots:
        if not isinstance(root, Mapping) or OPERATOR not in (root.text("apiVersion") or ""):
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
