"""A listener of Kafka takes connections without TLS.

Why: messages and the passwords of clients can be read and changed on the way to the brokers.
Instead: ``tls: true``; clients then take the certificate of the cluster's authority from its Secret.
Flags: ``tls: false`` of a listener of a Strimzi Kafka, as an error where it is reached from outside of the cluster; a
KafkaConnect, KafkaBridge, KafkaMirrorMaker or KafkaMirrorMaker2 without ``tls`` whose bootstrap servers have port 9092.
Not flagged: listeners with TLS; inside the cluster also where Istio encrypts all in the namespace.
See: https://strimzi.io/docs/operators/latest/configuring.html#type-GenericKafkaListener-reference
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace

_CLIENTS = ("KafkaConnect", "KafkaBridge", "KafkaMirrorMaker", "KafkaMirrorMaker2")
_OUTSIDE = ("route", "loadbalancer", "nodeport", "ingress")


@rule(ENCRYPTION, WARNING, on=Resource, when=("Kafka", *_CLIENTS), profile=STRICT)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the switch of each listener, or the address."""
    if resource.group != "kafka.strimzi.io":
        return
    if resource.kind in _CLIENTS:
        spec = resource.spec
        for client in (spec, spec.mapping("consumer"), spec.mapping("producer"), *spec.mappings("clusters")):
            yield from _client(client)
        return
    for listener in resource.spec.mapping("kafka").mappings("listeners"):
        if listener.is_false("tls"):
            name, outside = listener.text("name"), listener.text("type") in _OUTSIDE
            if not outside and _is_meshed(resource):
                continue
            message = f"listener {name} takes connections without TLS" + (", also from outside" if outside else "")
            yield Problem(listener.text("tls"), message, severity=ERROR if outside else None)


def _client(client: Mapping) -> Iterator[Problem]:
    servers = client.text("bootstrapServers")
    if servers is not None and not client.has("tls") and ":9092" in servers:
        yield Problem(servers, f"{servers} is reached without TLS; write tls and the port of a listener with TLS")


def _is_meshed(resource: Resource) -> bool:
    """Tell whether a mesh of the set encrypts what goes between the pods of the namespace."""
    return any(
        same_namespace(other.namespace, resource.namespace) and other.spec.mapping("mtls").text("mode") == "STRICT"
        for other in resource.around("PeerAuthentication")
    )
