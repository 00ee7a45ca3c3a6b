"""A published port cannot be read.

Why: Compose refuses the file, or Docker the container.
Instead: write ``[[ADDRESS:]HOST:]CONTAINER[/tcp|udp|sctp]``, with ranges that run upwards and are equally long.
Flags: ports that are no number, 0 in the container or above 65535; ranges that run down, or that differ in length; an
address that is no IP address, ``localhost`` included; an unknown protocol; in the long syntax also a missing
``target`` and a ``mode`` other than host and ingress.
Not flagged: parts with variables; a range of the host for one port of the container; 0 of the host, which is any.
See: https://docs.docker.com/reference/compose-file/services/#ports
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_compose.service import Service
from hullmark_compose.syntax import PortMapping
from hullmark_compose.syntax import number
from hullmark_compose.syntax import ports


@rule(VALIDITY, ERROR, on=Service, peers="composego:invalid-ip-address compose-spec:ports")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the first wrong part of an entry."""
    for entry in service.node.mappings("ports"):
        if "target" not in entry:
            yield Problem(entry, "the port has no target")
        mode = entry.text("mode")
        if mode is not None and mode.known and mode not in ("host", "ingress"):
            yield Problem(mode, f"{mode} is no mode of a port: host or ingress")
    for port in ports(service.node.get("ports")):
        problem = next(_wrong(port), None)
        if problem is not None:
            yield problem


def _wrong(port: PortMapping) -> Iterator[Problem]:
    """Yield what is wrong with the parts of an entry."""
    for text, lowest in ((port.target, 1), (port.target_last, 1), (port.published, 0), (port.published_last, 0)):
        value = number(text)
        if text is not None and text.known and (value is None or value < lowest):
            yield Problem(text if text else port, f"{text or 'nothing'} is no port")
    target, published = _length(port.target, port.target_last), _length(port.published, port.published_last)
    if min(target or 1, published or 1) < 1:
        yield Problem(port, "the range of ports runs downwards")
    if target and published and target not in (1, published):
        yield Problem(port, f"{published} ports of the host do not fit {target} of the container")
    address = port.host_ip
    if address is not None and address.known and not _is_address(address):
        yield Problem(address if address else port, f"{address} is no IP address")
    protocol = port.protocol
    if protocol is not None and protocol.known and protocol.lower() not in ("tcp", "udp", "sctp"):
        yield Problem(protocol if protocol else port, f"{protocol or 'nothing'} is no protocol: tcp, udp or sctp")


def _length(first: Text | None, last: Text | None) -> int | None:
    """Return how many ports a range holds, at most 0 for one that runs down, None where that is not known."""
    low, high = number(first), number(first if last is None else last)
    return high - low + 1 if low is not None and high is not None else None


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True
