"""Ports as numbers."""

from __future__ import annotations

from hullmark.model import Port


def bounds(port: Port) -> tuple[int, int]:
    """Return the first and the last number of a port; (0, -1), which holds no number, where they are not known."""
    first, last = port.number, port.last if port.last is not None else port.number
    if not (first.known and last.known and first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
        return 0, -1
    return (int(first), int(last)) if len(first) < 6 and len(last) < 6 else (0, -1)
