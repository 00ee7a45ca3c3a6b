"""Kafka is reached, or offered, without TLS.

Why: records, and with SASL_PLAINTEXT the passwords, go over the wire as they are.
Instead: map the listener to ``SSL`` or ``SASL_SSL`` and give the broker a certificate; clients set
``security.protocol=SASL_SSL``.
Flags: a listener with the protocol PLAINTEXT or SASL_PLAINTEXT, by its name or by the map of protocols, that is
advertised on a host elsewhere, or on an address of the network at a port that is published; in variables
(KAFKA_ADVERTISED_LISTENERS, KAFKA_CFG_ADVERTISED_LISTENERS), options of Redpanda and server.properties.
security.protocol, and in a cluster security.inter.broker.protocol, with such a value for brokers elsewhere, and an
empty ssl.endpoint.identification.algorithm. In the profile strict where the broker is not known, and as information
names inside a cluster.
Not flagged: listeners advertised on the name of the service, this machine or what is filled in; the CONTROLLER; a mesh
that encrypts.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.endpoints import target
from hullmark_containers.kafka import SWITCHES
from hullmark_containers.kafka import plain_listeners
from hullmark_containers.plaintext import weigh
from hullmark_containers.settings import SETTINGS
from hullmark_containers.settings import is_moot


@rule(ENCRYPTION, WARNING, on=SETTINGS, not_in=("dockerfile",), hints=(*SWITCHES.hints, "advertise"))
def check(fact: Variable | Script | File, context: Context) -> Iterator[Problem]:
    """Flag the listener or the setting."""
    if isinstance(fact, Variable) and is_moot(fact, SWITCHES):
        return
    for at, protocol, host, distance in plain_listeners(fact):
        weight = weigh(distance, context)
        if weight is not None:
            message = f"the listener on {host} speaks {protocol}, and records can be read on the way; use SASL_SSL"
            yield Problem(at, message, severity=weight[0], profile=weight[1])
    for setting in SWITCHES.found(fact):
        inner = "inter_broker" in setting.name and context.document.format != "kubernetes"
        weight = weigh(target(setting), context, stated=True) if not inner else None
        if weight is not None:
            shown = f"{setting.shown}={setting.value}" if setting.value else f"an empty {setting.shown}"
            message = f"{shown} lets records and passwords be read on the way; use SASL_SSL"
            yield Problem(setting.at, message, severity=weight[0], profile=weight[1])
