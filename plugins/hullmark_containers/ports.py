"""Ports as numbers."""

from __future__ import annotations

from hullmark.model import Container
from hullmark.model import Port
from hullmark.plugin import Text


def is_public(port: Port) -> bool:
    """Tell whether a published port is surely at an address that other machines reach."""
    host = port.host
    return host is None or host.known and not host.startswith(("127.", "localhost", "::1", "[::1]"))


def public_ports(container: Container | None) -> list[Port]:
    """Return the ports of a container at which other machines reach it."""
    workload = container.workload if container is not None else None
    return [port for port in workload.published if is_public(port)] if workload is not None else []


def bounds(port: Port) -> tuple[int, int]:
    """Return the first and the last number of a port; (0, -1), which holds no number, where they are not known."""
    first, last = port.number, port.last if port.last is not None else port.number
    if not (first.known and last.known and first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
        return 0, -1
    return (int(first), int(last)) if len(first) < 6 and len(last) < 6 else (0, -1)


def number(port: Text | None) -> int | None:
    """Return a port as a number, None for one that is not known or no port."""
    if port is None or not port.known or len(port) > 5 or not (port.isascii() and port.isdecimal()):
        return None
    value = int(port)
    return value if value < 65536 else None


def length(first: Text | None, last: Text | None) -> int | None:
    """Return how many ports a range holds, at most 0 for one that runs down, None where that is not known."""
    low, high = number(first), number(first if last is None else last)
    return high - low + 1 if low is not None and high is not None else None
