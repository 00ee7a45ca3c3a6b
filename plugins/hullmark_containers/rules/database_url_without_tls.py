"""The URL of a database elsewhere does not ask for TLS.

Why: many clients take what they get, and whoever sits between reads the password and the data, or has the client go on
without encryption.
Instead: ask for it: ``?sslmode=verify-full`` for PostgreSQL, ``?ssl-mode=VERIFY_IDENTITY`` or ``?sslMode=...`` for
MySQL, ``?tls=true`` for MongoDB, ``;encrypt=true`` for SQL Server, ``?secure=true`` for ClickHouse.
Flags: URLs of PostgreSQL, MySQL, MariaDB, SQL Server, Oracle, MongoDB, ClickHouse, Cassandra and CockroachDB, also with
a driver or ``jdbc:`` in front, whose host is elsewhere and whose parameters say nothing of TLS. In the profile strict,
as information, private addresses and names inside a cluster.
Not flagged: services beside this one, this machine and so proxies in the same pod, private names; ``mongodb+srv``;
hosts and parameters that are filled in later; a variable about TLS beside it such as PGSSLMODE; a mesh that encrypts.
A URL that turns TLS off is reported by database-tls-disabled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.plaintext import Plain
from hullmark_containers.plaintext import connections
from hullmark_containers.settings import SETTINGS

TABLE = Plain(
    schemes={
        **dict.fromkeys(("postgres", "postgresql", "pgsql", "cockroachdb"), "add sslmode=verify-full"),
        **dict.fromkeys(("mysql", "mysql2", "mariadb"), "ask for TLS in the URL"),
        **dict.fromkeys(("sqlserver", "mssql"), "add encrypt=true"),
        "mongodb": "add tls=true",
        "clickhouse": "add secure=true",
        "oracle": "add protocol=tcps",
        "cassandra": "ask for TLS in the URL",
    },
    safe=pattern(r"[?&;]\s*(?:\w*ssl|tls|encrypt|secure|protocol=tcps)|/cloudsql/|[?&]host=(?:/|%2f)", re.IGNORECASE),
    beside=pattern(r".*(?:ssl|tls).*"),
    private=True,
)


@rule(ENCRYPTION, WARNING, on=SETTINGS, not_in=("dockerfile",), hints=TABLE.hints)
def check(fact: Variable | Script | File, context: Context) -> Iterator[Problem]:
    """Flag the URL."""
    yield from connections(fact, context, TABLE, "data and password")
