"""A published port cannot be read.

Why: Compose refuses the file, or Docker and Podman the container.
Instead: write ``[[ADDRESS:]HOST:]CONTAINER[/tcp|udp|sctp]``, with ranges that run upwards and are equally long.
Flags: ports that are no number, 0 in the container or above 65535; ranges that run down, or that differ in length; an
address that is no IP address, ``localhost`` included; an unknown protocol; in the long syntax also a missing ``target``
and a ``mode`` other than host and ingress.
Not flagged: parts with variables or specifiers; a range of the host for one port of the container; 0 of the host, which
is any.
See: https://docs.docker.com/reference/compose-file/services/#ports
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from hullmark.model import Flaw
from hullmark.model import Publication
from hullmark.model import PublishedPort
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.ports import length
from hullmark_containers.ports import number


@rule(
    VALIDITY,
    ERROR,
    on=(Publication, Flaw),
    when=("port",),
    peers="composego:invalid-ip-address compose-spec:ports",
)
def check(fact: Publication | Flaw, context: Context) -> Iterator[Problem]:
    """Flag the first wrong part of an entry."""
    if isinstance(fact, Flaw):
        yield Problem(fact, fact.reason)
        return
    for port in fact.ports:
        problem = next(_wrong(port), None)
        if problem is not None:
            yield problem


def _wrong(port: PublishedPort) -> Iterator[Problem]:
    """Yield what is wrong with the parts of an entry."""
    for text, lowest in ((port.target, 1), (port.target_last, 1), (port.published, 0), (port.published_last, 0)):
        value = number(text)
        if text is not None and text.known and (value is None or value < lowest):
            yield Problem(text if text else port, f"{text or 'nothing'} is no port")
    target, published = length(port.target, port.target_last), length(port.published, port.published_last)
    if min(target or 1, published or 1) < 1:
        yield Problem(port, "the range of ports runs downwards")
    if target and published and target not in (1, published):
        yield Problem(port, f"{published} ports of the host do not fit {target} of the container")
    address = port.address
    if address is not None and address.known and not _is_address(address):
        yield Problem(address if address else port, f"{address} is no IP address")
    protocol = port.protocol
    if protocol is not None and protocol.known and protocol.lower() not in ("tcp", "udp", "sctp"):
        yield Problem(protocol if protocol else port, f"{protocol or 'nothing'} is no protocol: tcp, udp or sctp")


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True
