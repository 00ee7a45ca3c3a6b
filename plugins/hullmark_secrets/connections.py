"""Passwords inside URLs and connection strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hullmark_secrets.values import COMMON
from hullmark_secrets.values import is_nothing
from hullmark_secrets.values import is_placeholder
from hullmark_secrets.values import is_random
from hullmark_secrets.values import literal_part

#: URLs from which something is fetched; all others name a service to connect to.
DOWNLOADS = frozenset("http https ftp ftps sftp git ssh svn oci git+http git+https git+ssh svn+ssh bzr hg".split())

#: How far a connection string is followed to both sides of the password in it.
_REACH = 1000

_HOST = r"@(?P<host>[^\s/?#\"'<>`:,\\]{1,255})"
_USERINFO = rf"://(?P<user>[^\s/?#\"'<>`@:\\]{{0,200}}):(?P<password>[^\s/?#\"'<>`\\]{{1,256}}){_HOST}"
_LONE = rf"://(?P<password>[^\s/?#\"'<>`@:\\$]{{20,256}}){_HOST}"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]{0,30}$"
_OUTSIDE = r"[\"'\n`]"
_PAIR = r"(?i:(?<![\w-])(?:password|pwd))\s{0,2}=\s{0,2}(?P<password>[^;\"'`\s&\\]{1,128})"
_COMPANION = (
    r"(?i)(?:^|[;:=\s])(?:server|data ?source|host|addr(?:ess)?|network address|endpoint|initial catalog|database"
    r"|db ?name|user ?id|uid|user ?name|user|driver|port)\s?="
)
#: What stands in every text with such a pair.
_HINTS = tuple(f"{word}{blanks}=" for word in ("password", "pwd") for blanks in ("", " ", "  "))
_LIBPQ = r"(?:^|\s)(?:host|hostaddr|dbname|user)\s?=\s?\S"
_ORACLE = r"jdbc:oracle:thin:[^\s/\"']{1,64}/(?P<password>[^\s@\"']{1,64})@"

_HOST_NAME = r"\$.*|%.*|<.*|\{.*|\[[0-9a-f:.]+\]|[A-Za-z0-9_](?:[\w.-]*[\w])?"
#: What stands for a password where the user's part is a token.
_EMPTY_HALVES = frozenset(("x-oauth-basic", "x-token-auth", "x", "oauth", "api", "api_token", "token", "pat", "bearer"))

#: Names that documentation puts where a user or a password belongs.
_SAMPLE_USERS = frozenset("user username usr login name myuser youruser someuser uname foo id my_user db_user".split())
_SAMPLE_PASSWORDS = frozenset("pass password passwd pwd pw token secret mypass mypassword bar".split())


class Connection(NamedTuple):
    """A password in a URL or connection string: the scheme ("" for pairs), and where the password stands.

    ``common`` tells that it is one that everybody tries first, ``local`` that the host is the machine itself.
    """

    scheme: str
    common: bool
    local: bool
    start: int
    end: int

    @property
    def download(self) -> bool:
        """Whether something is fetched from the URL."""
        return self.scheme in DOWNLOADS


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def connections_in(text: str) -> Iterator[Connection]:
    """Yield the literal passwords in URLs and connection strings."""
    if "://" in text and "@" in text:
        yield from _urls(text)
    if ";" in text or "jdbc:" in text or "host" in text:
        lower = text.lower()
        if any(hint in lower for hint in _HINTS):
            yield from _pairs(text)
        if "jdbc:oracle" in text:
            for match in _regex(_ORACLE).finditer(text):
                yield from _judged("jdbc", "", "", match)


def _urls(text: str) -> Iterator[Connection]:
    for pattern in (_USERINFO, _LONE):
        for match in _regex(pattern).finditer(text):
            scheme = _regex(_SCHEME).search(text, max(match.start() - 31, 0), match.start())
            host = match["host"].lower()
            if scheme is None or host in ("sha256", "sha512") or not _regex(_HOST_NAME).fullmatch(host):
                continue
            if pattern == _USERINFO:
                yield from _judged(scheme[0].lower(), match["user"], host, match)
            elif scheme[0].lower() in DOWNLOADS and is_random(match["password"]) and "sentry" not in host:
                yield from _judged(scheme[0].lower(), "", host, match)


def _pairs(text: str) -> Iterator[Connection]:
    """Yield the passwords of ``Server=x;Password=y``, ``jdbc:...?password=y`` and ``"host=x password=y"``."""
    for match in _regex(_PAIR).finditer(text):
        before = _regex(_OUTSIDE).split(text[max(match.start() - _REACH, 0):match.start()])[-1]
        after = _regex(_OUTSIDE).split(text[match.end():match.end() + _REACH], maxsplit=1)[0]
        around = f"{before} {after}"
        if "jdbc:" in before.rpartition(" ")[2]:
            yield from _judged("jdbc", "", "", match)
        elif ";" in around and _regex(_COMPANION).search(around):
            yield from _judged("", "", "", match)
        elif text[max(match.start() - len(before) - 1, 0)] in "\"'" and _regex(_LIBPQ).search(around):
            yield from _judged("", "", "", match)


def _judged(scheme: str, user: str, host: str, match: re.Match[str]) -> Iterator[Connection]:
    """Yield the password of a match unless it stands for another one."""
    password = match["password"]
    part = literal_part(password)
    if part is None:
        return
    value = password[part[0]:part[1]]
    plain = value.lower()
    sample = user.lower() in _SAMPLE_USERS and plain in _SAMPLE_PASSWORDS
    half = plain in _EMPTY_HALVES and literal_part(user) is None
    if sample or half or is_nothing(value) or is_placeholder(value) or value.startswith(("/", "~")):
        return
    common = plain in COMMON or plain == user.lower() or len(value) < 3
    local = host in ("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "host.docker.internal")
    start = match.start("password")
    yield Connection(scheme, common, local, start + part[0], start + part[1])
