"""A message broker is reached, or offered, without TLS.

Why: accounts and messages go over the wire as they are; whoever sits between can read them and send others.
Instead: ``amqps://``, ``mqtts://``, ``tls://`` for NATS, ``pulsar+ssl://``; a broker that others reach offers its port
for TLS (5671, 8883, 61614, 61617), or is published on ``127.0.0.1`` alone.
Flags: ``amqp://``, ``mqtt://``, ``nats://``, ``stomp://`` and ``pulsar://`` of a host elsewhere, and ``tcp://`` with
port 1883 or 61616; the ports 1883, 5672, 4222, 61613 and 61616 published, or open by a Service of type LoadBalancer or
NodePort, without that for TLS beside them; a listener of Mosquitto on all addresses without a certificate. In the
profile strict, as information, names inside a cluster and a RabbitmqCluster without ``tls``.
Not flagged: services beside this one, this machine, private networks; hosts that are filled in later; a mesh that
encrypts.
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

TABLE = Plain(
    schemes={
        "amqp": "write amqps://", "mqtt": "write mqtts://", "nats": "write tls://", "stomp": "write stomp+ssl://",
        "pulsar": "write pulsar+ssl://", "tcp": "write ssl://",
    },
    ports={"1883": "8883", "5672": "5671", "4222": "4443", "61613": "61614", "61616": "61617"},
    ported={"tcp": ("1883", "61616")},
    kinds=frozenset(("RabbitmqCluster",)),
)
_LISTENER = pattern(r"^listener[ \t]+1883[ \t]+(?:0\.0\.0\.0|::)", re.MULTILINE)


@rule(ENCRYPTION, WARNING, on=CONNECTIONS, not_in=("dockerfile",), hints=(*TABLE.hints, "listener"))
def check(fact: Variable | Script | File | Port | Stream, context: Context) -> Iterator[Problem]:
    """Flag the URL, the port, the listener or the object."""
    yield from connections(fact, context, TABLE, "accounts and messages")
    if isinstance(fact, File) and fact.kind and "certfile" not in fact.text:
        for match in _LISTENER.finditer(fact.text):
            yield Problem(fact.text.part(*match.span()), f"{match[0]} is without TLS, messages can be read")
