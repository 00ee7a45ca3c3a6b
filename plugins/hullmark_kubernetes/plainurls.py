"""URLs that are fetched without encryption, and how far that goes."""

from __future__ import annotations

import re

from hullmark.plugin import Text
from hullmark.plugin import pattern

#: Where a host is: in this pod; in the cluster or a private network; anywhere else.
OWN = "own"
NEAR = "near"
FAR = "far"

_PLAIN = pattern(r"\s*(?P<scheme>http|git)://(?:[^\s/?#@]*@)?(?P<host>\[[^\]\s]*\]|[^\s/?#:]*)", re.IGNORECASE)
_OWN = pattern(r"localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0", re.IGNORECASE)
_NEAR = pattern(
    r"[^.:]*|.*\.(?:svc|local|localhost|internal|lan|test|cluster)|.*\.svc\..*"
    r"|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|\[f[cd].*",
    re.IGNORECASE,
)


class PlainUrl:
    """A URL over plain HTTP, or the plain protocol of Git: ``shown`` is its beginning, without what may be secret."""

    __slots__ = ("text", "shown", "distance")

    def __init__(self, text: Text, scheme: str, host: str) -> None:
        self.text = text
        self.shown = f"{scheme.lower()}://{host}"
        self.distance = OWN if _OWN.fullmatch(host) else NEAR if _NEAR.fullmatch(host) else FAR


def plain_url(text: Text | None) -> PlainUrl | None:
    """Return what a text is as a plain URL, None where it is none or its host is filled in later."""
    match = _PLAIN.match(text) if text is not None else None
    if text is None or match is None or set("${}<>") & set(match["host"]):
        return None
    return PlainUrl(text, match["scheme"], match["host"])
