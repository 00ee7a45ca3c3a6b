"""A port below 1024 is published.

Why: such ports are those of the host's own services; only root may bind them, so an engine without root cannot start
the service.
Instead: publish a high port, ``"8080:80"``, and let a reverse proxy hold 80 and 443.
Flags: an entry of ``ports`` whose port on the host, or whose only port, begins below 1024. In the profile ``all`` also
a high port of the host for a low one of the container, which an engine before Docker 20.10 lets only root listen on.
Not flagged: 80 and 443 of a reverse proxy; ports of servers of names, addresses and time; a port that is filled in
later.
See: https://docs.docker.com/engine/security/rootless/tips/#exposing-privileged-ports
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_compose.roles import NETWORK
from hullmark_compose.roles import PROXY
from hullmark_compose.roles import is_a
from hullmark_compose.service import Service

_WEB = frozenset(("80", "443"))


@rule(
    EXPOSURE,
    INFO,
    on=Service,
    profile=STRICT,
    peers="kics:privileged-ports-mapped-in-container dockerbench:5.8",
)
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the port."""
    for port in service.ports:
        own = port.published if port.published is not None else port.target
        if _is_low(own):
            if not _expected(service, own):
                yield Problem(own, f"the service is published on port {own}, which only root may bind")
        elif own.known and _is_low(port.target):
            message = f"the service listens on port {port.target}, which some engines leave to root"
            yield Problem(port.target, message, profile=ALL)


def _is_low(port: Text) -> bool:
    return port.known and port.isdecimal() and len(port) < 5 and 0 < int(port) < 1024


def _expected(service: Service, port: Text) -> bool:
    """Tell whether a service is there for its port."""
    return port in _WEB and is_a(service, PROXY) or is_a(service, NETWORK)
