"""Ports as numbers."""

from __future__ import annotations

from hullmark.model import Container
from hullmark.model import Port


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
