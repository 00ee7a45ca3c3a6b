"""A published port listens on every address of its host.

Why: Docker opens it in front of the host's own firewall, so what was meant for the machine itself is reached from every
network that the machine is in.
Instead: name the address, ``"127.0.0.1:8080:80"``, ``PublishPort=127.0.0.1:8080:80`` or ``host_ip: 127.0.0.1``;
services of one file reach each other without published ports, and editors forward those of dev containers.
Flags: an entry of ``ports``, ``PublishPort``, ``appPort`` or ``--publish`` without an address, or with 0.0.0.0 or
``::`` in any spelling; 80 and 443 of a reverse proxy as information.
Not flagged: addresses of one interface; an address, or a whole entry, that is filled in later; what is no port;
``expose``; an ``appPort`` that is a number; networks whose ``com.docker.network.bridge.host_binding_ipv4`` is an
address of the machine itself; stacks of Swarm, where an address has no effect.
See: https://docs.docker.com/engine/network/packet-filtering-firewalls/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Publication
from hullmark.model import PublishedPort
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.roles import PROXY
from hullmark.roles import is_a

from hullmark_containers.ports import number


_WEB = frozenset(("80", "443"))


@rule(
    EXPOSURE,
    WARNING,
    on=Publication,
    profile=STRICT,
    peers=(
        "kics:container-traffic-not-bound-to-host-interface dclint:no-unbound-port-interfaces compose-lint:CL-0005"
        " composelint:no-unbound-ports kjaniec-compose-lint:port-binding dockerbench:5.14"
    ),
)
def check(publication: Publication, context: Context) -> Iterator[Problem]:
    """Flag the entry."""
    for port in publication.ports:
        if _everywhere(port):
            web = port.own in _WEB and is_a(publication.container, PROXY)
            message = f"port {port.own} of the service listens on every address of the host"
            yield Problem(port.at, message, severity=INFO if web else None)


def _everywhere(port: PublishedPort) -> bool:
    """Tell whether a port surely listens on all addresses."""
    if port.bound:
        return False
    if port.address is not None:
        return port.address.known and _unspecified(port.address)
    return number(port.own) is not None if port.own.known else "port" in port.own.lower()


def _unspecified(address: str) -> bool:
    """Tell whether an address stands for all: 0.0.0.0, ``::``, ``[::0]``, ``::ffff:0.0.0.0``."""
    bare = address.strip("[]").lower().removeprefix("::ffff:")
    return not bare.strip("0.:") and bool(bare.strip("."))
