"""A published port listens on every address of its host.

Why: Docker opens it in front of the host's own firewall, so what was meant for the machine itself is reached from
every network that the machine is in.
Instead: name the address, ``"127.0.0.1:8080:80"`` or ``host_ip: 127.0.0.1``; services of one file reach each other
without published ports.
Flags: an entry of ``ports`` without an address, or with 0.0.0.0 or ``::`` in any spelling; 80 and 443 of a reverse
proxy as information.
Not flagged: addresses of one interface; an address, or a whole entry, that is filled in later; what is no port;
``expose``; networks whose ``com.docker.network.bridge.host_binding_ipv4`` is an address of the machine itself; stacks
of Swarm, where an address has no effect.
See: https://docs.docker.com/engine/network/packet-filtering-firewalls/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_compose.roles import PROXY
from hullmark_compose.roles import is_a
from hullmark_compose.service import Service
from hullmark_compose.syntax import PortMapping
from hullmark_compose.syntax import number

_BINDING = "com.docker.network.bridge.host_binding_ipv4"
_WEB = frozenset(("80", "443"))


@rule(
    EXPOSURE,
    WARNING,
    on=Service,
    profile=STRICT,
    peers=(
        "kics:container-traffic-not-bound-to-host-interface dclint:no-unbound-port-interfaces compose-lint:CL-0005"
        " composelint:no-unbound-ports kjaniec-compose-lint:port-binding dockerbench:5.14"
    ),
)
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the entry."""
    if not service.ports or service.project.swarm or _bound(service):
        return
    for port in service.ports:
        if not _everywhere(port):
            continue
        web = port.published is not None and port.published in _WEB and is_a(service, PROXY)
        shown = port.published if port.published is not None else port.target
        message = f"port {shown} of the service listens on every address of the host"
        at = port.target if isinstance(port.node, Mapping) else port
        yield Problem(at, message, severity=INFO if web else None)


def _everywhere(port: PortMapping) -> bool:
    """Tell whether a port surely listens on all addresses."""
    address = port.host_ip
    if address is not None:
        return address.known and _unspecified(address)
    if isinstance(port.node, Mapping):
        if port.published is None:
            return port.node.text("mode") == "host"
        return ":" not in port.published
    first = port.published if port.published is not None else port.target
    return number(first) is not None if first.known else "port" in first.lower()


def _unspecified(address: str) -> bool:
    """Tell whether an address stands for all: 0.0.0.0, ``::``, ``[::0]``, ``::ffff:0.0.0.0``."""
    bare = address.strip("[]").lower().removeprefix("::ffff:")
    return not bare.strip("0.:") and bool(bare.strip("."))


def _bound(service: Service) -> bool:
    """Tell whether the networks of a service publish its ports on one address only."""
    declared = service.project.section("networks")
    names = [str(name) for name, _ in service.networks] or ["default"]
    addresses = [declared.mapping(name, "driver_opts").text(_BINDING) for name in names]
    return all(address is not None and not _unspecified(address) for address in addresses)
