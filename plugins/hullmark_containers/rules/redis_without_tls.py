"""Redis is reached, or offered, without TLS.

Why: the password goes over the wire with the first command, and all data after it; whoever sits between can read both
and change what comes back.
Instead: ``rediss://`` in the URL, ``REDIS_TLS=true``; a server that others reach listens with ``--tls-port 6380 --port
0`` and a certificate, or is published on ``127.0.0.1`` alone.
Flags: ``redis://``, ``valkey://``, ``redis+sentinel://`` and ``memcached://`` of a host elsewhere; REDIS_TLS, REDIS_SSL
and the like set to no for a host that is not in this network; port 6379 of Redis, Valkey, KeyDB or Dragonfly published,
or open by a Service of type LoadBalancer or NodePort. In the profile strict, as information, names inside a cluster and
objects of operators without ``tls``.
Not flagged: services beside this one, this machine, private networks; ``rediss://``; hosts that are filled in later; a
file in which the server has a configuration or a port for TLS; a mesh that encrypts.
"""

from __future__ import annotations

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
from hullmark_containers.settings import Switches

_NAMES = ("tls", "ssl", "tls_enabled", "ssl_enabled", "use_tls", "use_ssl", "enable_tls", "enable_ssl")
TABLE = Plain(
    schemes={
        "redis": "write rediss://", "valkey": "write valkeys://", "redis+sentinel": "write rediss+sentinel://",
        "memcached": "go through TLS",
    },
    safe=pattern(r"[?&](?:ssl|tls)=(?:true|1)"),
    switches=Switches({f"{server}_{name}": OFF for server in ("redis", "valkey") for name in _NAMES}),
    ports={"6379": "6380"},
    images=pattern(r"redis|valkey|keydb|dragonfly"),
    signs=("tls-port", "TLS_PORT", "TLS_ENABLED", "redis.conf", "valkey.conf", "keydb.conf", "stunnel"),
    kinds=frozenset(("Redis", "RedisCluster", "RedisFailover", "RedisReplication", "Dragonfly", "Valkey")),
)


@rule(ENCRYPTION, WARNING, on=CONNECTIONS, not_in=("dockerfile",), hints=TABLE.hints)
def check(fact: Variable | Script | File | Port | Stream, context: Context) -> Iterator[Problem]:
    """Flag the URL, the switch, the port or the object."""
    yield from connections(fact, context, TABLE, "data and password")
