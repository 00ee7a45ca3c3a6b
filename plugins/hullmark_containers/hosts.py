"""Hosts that are not reached over a network that others share."""

from __future__ import annotations

from hullmark.plugin import pattern

_LOCAL = pattern(
    r"localhost|.*\.(localhost|local|internal|lan|intranet|home\.arpa|test|invalid|svc)"
    r"|0\.0\.0\.0|127(\.\d+){3}|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|169\.254(\.\d+){2}"
    r"|\[?::1?\]?|\[?f(e80|[cd][0-9a-f]{2}):.*"
)


def is_local(host: str) -> bool:
    """Tell whether a host is this machine, in a private network, or a name without a domain such as a service's."""
    host = host.lower().rstrip(".")
    return bool(host) and not set(host) & set("$*{") and ("." not in host and ":" not in host or bool(
        _LOCAL.fullmatch(host)
    ))
