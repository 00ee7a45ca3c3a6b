"""Addresses of the control plane: which are the machine's own, which are not encrypted."""

from __future__ import annotations

import re

from hullmark.plugin import Text
from hullmark.plugin import pattern

_HTTP = pattern(r"http://(\[[^\]]*\]|[^/:]*)")
_LOOPBACK = pattern(r"(?:localhost|127(?:\.\d+){3}|\[?::1\]?)(?::\d+)?", re.IGNORECASE)


def loopback(address: str) -> bool:
    """Tell whether an address, with or without a port, is reached from the machine itself only."""
    return _LOOPBACK.fullmatch(address.strip()) is not None


def clear(url: Text) -> bool:
    """Tell whether a URL is surely one of another machine that is talked to without TLS."""
    match = _HTTP.match(url)
    return match is not None and (url.known or "$" not in match[1] and "{" not in match[1]) and not loopback(match[1])
