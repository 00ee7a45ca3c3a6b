"""TLS is turned off for a database that an operator runs.

Why: passwords and data go through the cluster as they are, to be read and changed by whoever is on the way; most
operators make a certificate by themselves, so that nothing is saved.
Instead: leave the switch out, or name a certificate; ``hostssl`` in the place of ``host`` in pg_hba.
Flags: what turns TLS off, or makes it optional, in objects of the operators of CloudNativePG, Zalando, Crunchy,
StackGres, Percona, MySQL, MariaDB, MongoDB, KubeDB, Cassandra, CockroachDB, TiDB, YugabyteDB, ArangoDB, MinIO and
Vault, as ``tls: {enabled: false}``, ``ssl: "off"``, ``allowUnsafeConfigurations: true``; lines in ``pg_hba`` that let
clients of other machines in without TLS, and ``require_secure_transport=OFF``. As information
``disableNonTLSListeners: false`` of RabbitMQ.
Not flagged: switches that are left out; lines behind one that refuses all without TLS; a listener of the pod itself; an
operator for Kafka, Redis or Elasticsearch, which have rules of their own.
See: https://www.postgresql.org/docs/current/auth-pg-hba-conf.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.operators import KINDS
from hullmark_kubernetes.operators import disabled
from hullmark_kubernetes.tree import Resource


@rule(ENCRYPTION, WARNING, on=Resource, when=KINDS, profile=STRICT)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the first switch, or the first line."""
    for at, shown in disabled(resource):
        minor = resource.kind == "RabbitmqCluster"
        message = f"{resource.kind} takes connections without TLS by {shown}"
        yield Problem(at, message, severity=INFO if minor else None)
        return
