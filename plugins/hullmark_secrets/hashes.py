"""Password hashes in the forms of crypt(3), htpasswd, LDAP and Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hullmark.plugin import pattern

from hullmark_secrets.values import is_filler

#: A dollar, also escaped for a shell or for Compose.
_D = r"\\{0,3}\${1,2}"
_B = r"[./A-Za-z0-9]"

#: Name, a text that every hash of the kind contains, expression with the hash proper as group ``h``.
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("bcrypt", "2", rf"{_D}2[abxy]?{_D}\d\d{_D}(?P<h>{_B}{{53}})"),
    ("MD5", "1", rf"{_D}1{_D}{_B}{{1,8}}{_D}(?P<h>{_B}{{22}})"),
    ("Apache MD5", "apr1", rf"{_D}apr1{_D}{_B}{{1,8}}{_D}(?P<h>{_B}{{22}})"),
    ("SHA-256", "5", rf"{_D}5{_D}(?:rounds=\d{{1,9}}{_D})?{_B}{{1,16}}{_D}(?P<h>{_B}{{43}})"),
    ("SHA-512", "6", rf"{_D}6{_D}(?:rounds=\d{{1,9}}{_D})?{_B}{{1,16}}{_D}(?P<h>{_B}{{86}})"),
    ("yescrypt", "y", rf"{_D}(?:y|gy|7){_D}{_B}{{1,16}}{_D}{_B}{{1,86}}{_D}(?P<h>{_B}{{43}})"),
    ("Argon2", "argon2", rf"{_D}argon2(?:id|i|d){_D}v=\d{{1,3}}{_D}m=\d+,t=\d+,p=\d+{_D}[A-Za-z0-9+/]{{8,64}}{_D}"
     r"(?P<h>[A-Za-z0-9+/]{16,128})"),
    ("PBKDF2", "pbkdf2_sha", rf"pbkdf2_sha(?:1|256|512){_D}\d+{_D}{_B}{{4,64}}{_D}(?P<h>[A-Za-z0-9+/]{{20,128}}=*)"),
)
#: How every one begins but the last.
_SIGN = pattern(r"\$(?:[1567]|2[abxy]?|g?y|apr1|argon2(?:id|i|d))[\\$]")
#: The same for forms without dollars.
_BRACED = r"\{(?:S?SHA|SSHA(?:256|384|512)|S?MD5)\}(?P<h>[A-Za-z0-9+/]{20,128}={0,2})"


class Hash(NamedTuple):
    """A password hash found: its algorithm, and where it stands in the text."""

    name: str
    start: int
    end: int


@cache
def _regex(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9$])(?:{expression})(?![./A-Za-z0-9])")


def hashes_in(text: str) -> Iterator[Hash]:
    """Yield the password hashes in a text."""
    if _SIGN.search(text) or "pbkdf2_sha" in text:
        for name, needle, expression in _KINDS:
            if f"${needle}" in text or needle == "pbkdf2_sha" and needle in text:
                yield from _matches(name, expression, text)
    if "SHA}" in text or "MD5}" in text or "SSHA" in text:
        yield from _matches("LDAP", _BRACED, text)


def _matches(name: str, expression: str, text: str) -> Iterator[Hash]:
    for match in _regex(expression).finditer(text):
        if not is_filler(match["h"]):
            yield Hash(name, *match.span())
