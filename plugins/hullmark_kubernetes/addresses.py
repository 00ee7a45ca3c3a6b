"""Addresses that are reached without encryption, and how far that goes."""

from __future__ import annotations

import re
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.plugin import pattern

#: Where a host is: in this pod; in the cluster or a private network; anywhere else.
OWN = "own"
NEAR = "near"
FAR = "far"

_ADDRESS = pattern(
    r"\s*(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?:[^\s/?#@]*@)?(?P<host>\[[^\]\s]*\]|[^\s/?#:]+)", re.IGNORECASE
)
_PLAIN = ("http", "git")
_OWN = pattern(r"localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0", re.IGNORECASE)
_NEAR = pattern(
    r"[^.:]*|.*\.(?:svc|local|localhost|internal|lan|test|cluster)|.*\.svc\..*"
    r"|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|\[f[cd].*",
    re.IGNORECASE,
)


class Address(NamedTuple):
    """A server that is reached: ``shown`` is its scheme and host, without what may be secret beside them."""

    text: Text
    scheme: str
    shown: str
    distance: str


def address(text: Text | None) -> Address | None:
    """Return what a text is as an address, None where it is none or its host is filled in later."""
    match = _ADDRESS.match(text) if text is not None else None
    if text is None or match is None or set("${}<>") & set(match["host"]):
        return None
    scheme, host = (match["scheme"] or "").lower(), match["host"]
    distance = OWN if _OWN.fullmatch(host) else NEAR if _NEAR.fullmatch(host) else FAR
    return Address(text, scheme, f"{scheme}://{host}" if scheme else host, distance)


def plain_address(text: Text | None) -> Address | None:
    """Return an address on another machine that is reached over plain HTTP, or the plain protocol of Git."""
    found = address(text)
    return found if found is not None and found.scheme in _PLAIN and found.distance != OWN else None
