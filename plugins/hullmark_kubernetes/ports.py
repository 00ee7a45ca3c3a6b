"""Ports of containers and Services: names, numbers, and which stand there twice.

Source: https://kubernetes.io/docs/reference/networking/, RFC 6335 section 5.1
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping

from hullmark_kubernetes.quantity import number

_NAME = pattern(r"(?=.{1,15}\Z)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*")


class Clash(NamedTuple):
    """A port that says what an earlier one says: ``at`` is the later, ``first`` the earlier, ``what`` names it."""

    at: Text
    first: Text
    what: str


def valid_name(name: Text) -> bool:
    """Tell whether a text is, or may be, the name of a service as IANA registers them: what ports are called by."""
    return not name.known or _NAME.fullmatch(name) is not None


def valid_number(text: Text) -> bool:
    """Tell whether a text is a number of a port, or anything but a number."""
    found = number(text)
    return found is None or 0 < found < 65536


def protocol_of(port: Mapping) -> str:
    """Return the protocol of a port, TCP where none is written; "" where it is to be filled in."""
    protocol = port.text("protocol")
    return "TCP" if protocol is None else str(protocol) if protocol.known else ""


def clashes(ports: list[Mapping]) -> Iterator[Clash]:
    """Yield the names, and the numbers with one protocol, that containers of one pod listen on twice."""
    for field in ("name", "containerPort", "hostPort"):
        seen: dict[tuple[str, ...], Text] = {}
        for port in ports:
            value = port.text(field)
            if value is None or not value.known or value in ("", "0"):
                continue
            protocol = protocol_of(port)
            address = str(port.text("hostIP") or "") if field == "hostPort" else ""
            key = (value,) if field == "name" else (value, protocol, address)
            if not protocol:
                continue
            if key in seen:
                what = f"the name {value}" if field == "name" else f"{field} {value}/{protocol}"
                yield Clash(value, seen[key], what)
            else:
                seen[key] = value
