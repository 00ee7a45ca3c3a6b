"""Settings that turn the encryption of a connection to a database off, or leave it to the server.

Sources: the manuals of the clients and drivers of PostgreSQL, MySQL, MariaDB, SQL Server, MongoDB and Cassandra, 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import Text
from hullmark.plugin import holds
from hullmark.plugin import pattern

from hullmark_containers.endpoints import farthest
from hullmark_containers.endpoints import host_in
from hullmark_containers.endpoints import is_comment
from hullmark_containers.endpoints import line_before
from hullmark_containers.endpoints import target
from hullmark_containers.settings import OFF
from hullmark_containers.settings import ON
from hullmark_containers.settings import Switches
from hullmark_containers.settings import is_moot

_LAX = frozenset(("disable", "allow", "prefer"))
_LEFT = frozenset(("disabled", "preferred"))
_FAMILIES = (
    "db", "database", "postgres", "postgresql", "pg", "mysql", "mariadb", "mssql", "mongo", "mongodb", "sql",
)

#: Variables, options and lines that say it.
SWITCHES = Switches({
    "pgsslmode": _LAX,
    "sslmode": _LAX | _LEFT,
    "ssl_mode": _LAX | _LEFT,
    "requiressl": OFF,
    "require_secure_transport": OFF,
    "internode_encryption": frozenset(("none",)),
    **{f"{family}_{name}": OFF for family in _FAMILIES for name in (
        "ssl", "use_ssl", "ssl_enabled", "tls", "use_tls", "tls_enabled", "encrypt",
    )},
})
#: Those that are about a database only as an option of a program of one, or in its configuration.
OPTIONS = Switches({
    "skip_ssl": ON,
    "ssl": OFF,
    "tlsmode": frozenset(("disabled", "allowtls", "preferssl", "prefertls")),
})
_PROGRAMS = pattern(
    r"(?:mysql|maria|mongo|postgres|psql|pg_|pgbouncer|percona|timescale|postgis|cockroach).*|docker-entrypoint\.sh"
)
_CONFIGURATION = pattern(r".*(?:postgresql|my|mysqld?|mariadb)[\w.-]*\.(?:conf|cnf)")

#: The same inside URLs and connection strings.
_WITHIN = pattern(
    r"(?<![\w-])(?:ssl-?mode\s{0,2}=\s{0,2}[\"']?(?:disabled?|allow|prefer(?:red)?)"
    r"|use_?ssl\s{0,2}=\s{0,2}(?:false|0|no)|requiressl\s{0,2}=\s{0,2}(?:false|0)"
    r"|trust_?server_?certificate\s{0,2}=\s{0,2}(?:true|yes)|tlsinsecure=true|sslinvalidhostnameallowed=true"
    r"|sslaccept=accept_invalid_certs"
    r"|(?<=[?&;])\s?(?:ssl|tls)=(?:false|0|no|off|disabled?|skip-verify)"
    r"|(?<=[?&;])\s?encrypt\s?=\s?(?:false|no|0|disable))(?![\w.-])",
    re.IGNORECASE,
)
#: What stands in a text in which that does, in lower case; the expression takes twenty times as long to say no.
_SIGNS = (
    "sslmode", "ssl-mode", "usessl", "use_ssl", "requiressl", "trustserver", "trust_server", "tlsinsecure",
    "sslinvalid", "sslaccept", "ssl=", "tls=", "encrypt",
)
#: What tells that a text in which ``ssl=false`` stands is about a database.
_DATABASE = pattern(
    r"(?:postgres|postgresql|pgsql|mysql2?|mariadb|mongodb|mssql|sqlserver|clickhouse|cassandra|cockroachdb)"
    r"(?:\+[\w.]+)?://|@(?:tcp|unix)\(|\b(?:server|data source|initial catalog)\s*=|\b(?:dbname|host)\s*=",
    re.IGNORECASE,
)
#: Characters of a line behind a setting that are looked at.
_REACH = 1000
HINTS = (
    "ssl", "tls=", "_tls", "tlsmode", "tlsinsecure", "encrypt", "trustservercertificate", "require_secure_transport",
)


class Lax(NamedTuple):
    """A setting that turns encryption off: as shown, where it stands, and how far away the server is."""

    shown: str
    at: Text
    distance: str | None


def lax_in(fact: Variable | Script | File) -> Iterator[Lax]:
    """Yield the settings in a fact that turn encryption off."""
    if isinstance(fact, Variable) and is_moot(fact, SWITCHES) and "=" not in (fact.value or ""):
        return
    for setting in SWITCHES.found(fact):
        yield Lax(f"{setting.shown}={setting.value}", setting.at, target(setting))
    for setting in OPTIONS.found(fact) if not isinstance(fact, Variable) else ():
        if setting.name in OPTIONS.names and _is_databases(fact, setting.command):
            shown = setting.shown if setting.value == "true" else f"{setting.shown}={setting.value}"
            yield Lax(shown, setting.at, target(setting))
    for text, around in _texts(fact):
        for match in _WITHIN.finditer(text):
            line = around if around is not None else _line(text, match.start())
            explicit = not match[0].lower().lstrip().startswith(("ssl=", "tls=", "encrypt"))
            if (explicit or _DATABASE.search(line)) and not (around is None and is_comment(text, match.start())):
                yield Lax("".join(match[0].split()), text.part(*match.span()), _distance(line, fact.container))


def _is_databases(fact: Variable | Script | File, command: Command | None) -> bool:
    if command is not None:
        return _PROGRAMS.fullmatch(command.program) is not None
    return isinstance(fact, File) and fact.path is not None and _CONFIGURATION.fullmatch(fact.path) is not None


def _texts(fact: Variable | Script | File) -> Iterator[tuple[Text, str | None]]:
    """Yield the texts in which a connection may be described, and what is around them; None for their lines."""
    if isinstance(fact, Variable):
        if fact.value is not None and "=" in fact.value and fact.kind in ("env", "config", "secret", "build-arg"):
            yield fact.value, str(fact.value)
    elif isinstance(fact, File):
        yield fact.text, None
    elif fact.use != "health" and holds(fact.text, _SIGNS):
        for command in fact.commands:
            raw = command.text
            for word in command.args if "=" in raw or "://" in raw else ():
                if "=" in word and not word.startswith("-") or "://" in word:
                    yield word, f"{word} {command.text}"


def _line(text: str, at: int) -> str:
    return line_before(text, at) + text[at:at + _REACH].partition("\n")[0]


def _distance(line: str, container: Container | None) -> str | None:
    host = host_in(line)
    return farthest((host,), container) if host is not None else None
