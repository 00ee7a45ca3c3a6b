"""A port below 1024 is published.

Why: such ports are those of the host's own services; only root may bind them, so an engine without root cannot start
the service.
Instead: publish a high port, ``"8080:80"``, and let a reverse proxy hold 80 and 443.
Flags: an entry of ``ports`` or ``PublishPort`` whose port on the host, or whose only port, begins below 1024. In the
profile ``all`` also
a high port of the host for a low one of the container, which an engine before Docker 20.10 lets only root listen on.
Not flagged: 80 and 443 of a reverse proxy; ports of servers of names, addresses and time; a port that is filled in
later.
See: https://docs.docker.com/engine/security/rootless/tips/#exposing-privileged-ports
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Publication
from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.roles import NETWORK
from hullmark.roles import PROXY
from hullmark.roles import is_a

from hullmark_containers.ports import number


_WEB = frozenset(("80", "443"))
#: The first port that every account may bind.
_FREE = 1024


@rule(
    EXPOSURE,
    INFO,
    on=Publication,
    profile=STRICT,
    peers="kics:privileged-ports-mapped-in-container dockerbench:5.8",
)
def check(publication: Publication, context: Context) -> Iterator[Problem]:
    """Flag the port."""
    container = publication.container
    for port in publication.ports:
        low = number(port.own)
        if low is not None and 0 < low < _FREE:
            if not (port.own in _WEB and is_a(container, PROXY) or is_a(container, NETWORK)):
                yield Problem(port.own, f"the service is published on port {port.own}, which only root may bind")
        elif port.own.known and 0 < (number(port.target) or 0) < _FREE:
            message = f"the service listens on port {port.target}, which some engines leave to root"
            yield Problem(port.target, message, profile=ALL)
