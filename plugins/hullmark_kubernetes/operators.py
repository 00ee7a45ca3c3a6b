"""What turns TLS off in the objects of operators of databases and stores: a table.

Sources: the references of the operators' APIs, 2026, as https://docs.percona.com/percona-operators/,
https://cloudnative-pg.io/documentation/current/postgresql_conf/, https://github.com/mongodb/mongodb-kubernetes,
https://github.com/rabbitmq/cluster-operator, https://docs.k8ssandra.io/reference/crd/, https://kubedb.com/docs/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_kubernetes.tree import Resource

_NO = "false off no 0"
_LAX = "disable disabled allow allowssl allowtls prefer preferssl prefertls"
_CASSANDRA = {"client_encryption_options.enabled": _NO, "server_encryption_options.internode_encryption": "none"}


class Operator(NamedTuple):
    """Kinds, separated by blanks, of a group: below the spec what turns TLS off, by path, and the values that do.

    ``rules`` leads to the lines by which PostgreSQL lets clients in, ``files`` to configuration of MySQL. ``instead``
    is what makes up for it where it is said.
    """

    group: str
    kinds: str
    off: dict[str, str] = {}
    rules: str = ""
    files: tuple[str, ...] = ()
    instead: str = ""


OPERATORS = (
    Operator("acid.zalan.do", "postgresql", {"postgresql.parameters.ssl": _NO}, rules="patroni.pg_hba"),
    Operator("cassandra.datastax.com", "CassandraDatacenter", {
        f"config.cassandra-yaml.{path}": values for path, values in _CASSANDRA.items()
    }),
    Operator("crdb.cockroachlabs.com", "CrdbCluster", {"tlsEnabled": _NO}),
    Operator("database.arangodb.com", "ArangoDeployment", {"tls.caSecretName": "none"}),
    Operator("k8s.mariadb.com", "MariaDB MaxScale", {"tls.enabled": _NO}, files=("myCnf",)),
    Operator("k8ssandra.io", "K8ssandraCluster", {
        f"cassandra.config.cassandraYaml.{path}": values for path, values in _CASSANDRA.items()
    }),
    Operator("kubedb.com", "MariaDB MongoDB MySQL PerconaXtraDB PgBouncer Postgres", {
        "requireSSL": _NO, "sslMode": _LAX,
    }),
    Operator("minio.min.io", "Tenant", {"requestAutoCert": _NO}, instead="externalCertSecret"),
    Operator("mongodb.com", "MongoDB MongoDBMultiCluster", {"security.tls.enabled": _NO}),
    Operator("mongodbcommunity.mongodb.com", "MongoDBCommunity", {"security.tls.enabled": _NO}),
    Operator("mysql.oracle.com", "InnoDBCluster", files=("mycnf",)),
    Operator("pingcap.com", "TidbCluster", {"tidb.tlsClient.enabled": _NO, "tlsCluster.enabled": _NO}),
    Operator("postgres-operator.crunchydata.com", "PostgresCluster", {
        "patroni.dynamicConfiguration.postgresql.parameters.ssl": _NO,
    }, rules="patroni.dynamicConfiguration.postgresql.pg_hba"),
    Operator("postgresql.cnpg.io", "Cluster", {"postgresql.parameters.ssl": _NO}, rules="postgresql.pg_hba"),
    Operator("ps.percona.com", "PerconaServerMySQL", {"allowUnsafeConfigurations": "true"}, files=(
        "mysql.configuration",
    )),
    Operator("psmdb.percona.com", "PerconaServerMongoDB", {
        "allowUnsafeConfigurations": "true", "tls.mode": _LAX, "unsafeFlags.tls": "true",
    }),
    Operator("pxc.percona.com", "PerconaXtraDBCluster", {
        "allowUnsafeConfigurations": "true", "tls.enabled": _NO, "unsafeFlags.tls": "true",
    }, files=("pxc.configuration",)),
    Operator("rabbitmq.com", "RabbitmqCluster", {"tls.disableNonTLSListeners": _NO}),
    Operator("stackgres.io", "SGCluster", {"postgres.ssl.enabled": _NO}),
    Operator("vault.banzaicloud.com", "Vault", {"config.listener.tcp.tls_disable": "true 1"}),
    Operator("yugabyte.com", "YBCluster", {"tls.enabled": _NO}),
)
#: By group and kind.
_BY_KIND = {(operator.group, kind): operator for operator in OPERATORS for kind in operator.kinds.split()}
KINDS = tuple({kind for _, kind in _BY_KIND})

#: Types of lines that let clients in over TCP, with TLS or without; ``hostssl`` lets in those with it.
_HOSTS = ("host", "hostnossl")
_NEAR = ("127.", "::1", "localhost", "samehost")
_FILE = pattern(r"^[ \t]*require[-_]secure[-_]transport[ \t]*=[ \t]*(?:off|0|false)\b", re.IGNORECASE | re.MULTILINE)


def disabled(resource: Resource) -> Iterator[tuple[Text, str]]:
    """Yield what turns TLS off in an object of an operator, and how it is shown."""
    operator, spec = _BY_KIND.get((resource.group, resource.kind)), resource.spec
    if operator is None or operator.instead and spec.has(operator.instead):
        return
    for path, values in operator.off.items():
        *outer, name = path.split(".")
        value = spec.mapping(*outer).text(name)
        if value is not None and value.lower() in values.split():
            address = spec.mapping(*outer).text("address")
            if address is None or not address.startswith(_NEAR):
                yield value, f"{'.'.join([*outer[-1:], name])}: {value}"
    if operator.rules and not spec.has("tls"):
        yield from _let_in(spec.texts(*operator.rules.split(".")))
    for path in operator.files:
        *outer, name = path.split(".")
        text = spec.mapping(*outer).text(name)
        found = _FILE.search(text) if text is not None else None
        if text is not None and found is not None:
            yield text.part(*found.span()), " ".join(found[0].split())


def _let_in(lines: list[Text]) -> Iterator[tuple[Text, str]]:
    """Yield the lines that let clients in without TLS, up to the one that lets no more of them in."""
    for line in lines:
        words = line.split() if line.known else []
        if len(words) < 5 or words[0] not in _HOSTS:
            continue
        if "reject" in words[4:6]:
            if words[1:3] == ["all", "all"]:
                return
        elif not words[3].startswith(_NEAR):
            yield line, f"{words[0]} in pg_hba"
