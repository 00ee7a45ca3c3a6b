"""The servers that a container is told to reach: URLs in its settings, and how far away they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_containers.hosts import FAR
from hullmark_containers.hosts import NEAR
from hullmark_containers.hosts import OWN
from hullmark_containers.hosts import distance
from hullmark_containers.settings import Setting
from hullmark_containers.settings import environment
from hullmark_containers.settings import plain

_URL = pattern(
    r"(?<![\w+.-])(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:[^\s/?#\"'<>`@,]*@)?"
    r"(?P<hosts>(?:[^\s/?#\"'<>`;&|),]|,(?!\w+://))*)(?P<rest>(?:[^\s\"'<>`),]|,(?!\w+://))*)"
)
#: What stands behind the plus in a scheme and is no driver.
_NO_DRIVERS = ("srv", "ssl", "tls", "https", "unix")
#: Characters of a line that are looked at.
_REACH = 1000
_PORT = pattern(r"(.*?)(?::(\d*))?")
#: The host in settings of a connection that are no URL: ``host=db``, ``Server=tcp:db,1433``, ``user@tcp(db:3306)``.
_HOST = pattern(
    r"(?:://(?:[^\s/?#\"'@]*@)?|@\w*\(|(?:\b|_)(?:smart)?host(?:addr|name)?[\"']?\s*[=:]\s*[\"']?"
    r"|(?<![\w-])(?:server|data source|address)\s*=\s*(?:tcp:)?)(?P<host>/[^\s\"']*|\[[^\]]*\]|[^\s/:;,?&)\"']*)",
    re.IGNORECASE,
)
#: The last part of a name of a variable that says where a server is, and options that do.
_WHERE = pattern(r".*(?:host|hostname|server|addr|address|url|uri|endpoint|dsn|hosts|servers|urls)")
_OPTIONS = frozenset(("-h", "-H", "--host", "--hostname", "--server", "--address"))


class Endpoint(NamedTuple):
    """A URL: ``hosts`` with their ``ports`` ("" for none), ``rest`` what is behind them.

    ``scheme`` is in small letters and without that of a driver, as in ``mysql+pymysql``. ``before`` is what stands in
    front of it on its line, ``command`` what it is an argument of.
    """

    text: Text
    scheme: str
    hosts: tuple[str, ...]
    ports: tuple[str, ...]
    rest: str
    before: str
    fact: Any
    command: Command | None = None

    @property
    def distance(self) -> str | None:
        """How far away the farthest host is, None where that is not known."""
        return farthest(self.hosts, self.fact.container)


def farthest(hosts: tuple[str, ...], container: Container | None) -> str | None:
    """Return how far away the farthest of some hosts is, None where that is not known of any."""
    workload = container.workload if container is not None else None
    near = workload.hosts if workload is not None else frozenset()
    found = {distance(host, near) for host in hosts}
    return next((each for each in (FAR, None, NEAR, OWN) if each in found), None)


def endpoints_of(fact: Variable | Script | File, schemes: frozenset[str]) -> Iterator[Endpoint]:
    """Yield the URLs of these schemes in what a container is given."""
    if isinstance(fact, Variable):
        if fact.value is not None and "://" in fact.value and fact.kind in ("env", "config", "secret"):
            yield from _urls(fact.value, schemes, fact)
    elif isinstance(fact, File):
        if "://" in fact.text:
            yield from _urls(fact.text, schemes, fact)
    elif fact.use == "start":
        for command in fact.commands:
            for word in command.args:
                if "://" in word:
                    yield from _urls(word, schemes, fact, command)


def _urls(text: Text, schemes: frozenset[str], fact: Any, command: Command | None = None) -> Iterator[Endpoint]:
    for match in _URL.finditer(text):
        scheme, _, driver = match["scheme"].lower().partition("+")
        if driver and (f"{scheme}+{driver}" in schemes or driver in _NO_DRIVERS):
            scheme = f"{scheme}+{driver}"
        if scheme not in schemes or isinstance(fact, File) and is_comment(text, match.start()):
            continue
        hosts, ports = [], []
        for each in match["hosts"].split(","):
            found = _PORT.fullmatch(each)
            assert found is not None
            hosts.append(found[1])
            ports.append(found[2] or "")
        if "" not in hosts:
            at = text.part(*match.span())
            before = line_before(text, match.start())
            yield Endpoint(at, scheme, tuple(hosts), tuple(ports), match["rest"], before, fact, command)


def line_before(text: str, at: int) -> str:
    """Return what stands in front of a place on its line; of a long line the end of that."""
    least = max(at - _REACH, 0)
    start = text.rfind("\n", least, at)
    return text[start + 1 if start >= 0 else least:at]


def is_comment(text: str, at: int) -> bool:
    """Tell whether a place of a text is in a line that begins as a comment, or behind the sign of one."""
    line = line_before(text, at).strip()
    return line.startswith(("#", "//", ";", "--", "*", "<!--")) or " #" in line


@lru_cache(maxsize=4)
def host_in(text: str) -> str | None:
    """Return the host that settings of a connection name, None where they name none; asked of one text repeatedly."""
    match = _HOST.search(text)
    return match["host"] if match is not None else None


def target(setting: Setting) -> str | None:
    """Return how far away the server is that a setting is about, as others beside it say; None where none does."""
    hosts = []
    if setting.command is not None:
        hosts = _of_command(setting.command)
    elif isinstance(setting.fact, File):
        found = host_in(setting.fact.text)
        hosts = [found] if found is not None else []
    if not hosts:
        hosts = _beside(setting.family, setting.container)
    return farthest(tuple(hosts), setting.container) if hosts else None


def _of_command(command: Command) -> list[str]:
    hosts = []
    for previous, word in zip(("", *command.args), command.args):
        option, _, value = word.partition("=")
        if previous in _OPTIONS:
            hosts.append(str(word))
        elif value and option in _OPTIONS:
            hosts.append(value)
        elif "://" in word:
            hosts.append(host_in(word) or "")
    return hosts


def _beside(family: str, container: Container | None) -> list[str]:
    """Return the hosts that the variables of a container name whose names begin with the same words."""
    hosts = []
    for name, value in environment(container):
        if value and plain(name).startswith(family) and _WHERE.fullmatch(plain(name)):
            hosts += [host_in(value) or ""] if "://" in value else value.partition("/")[0].split(":")[:1]
    return hosts
