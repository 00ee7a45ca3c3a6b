"""Two entries publish the same port of the host.

Why: only one container can listen there; the other one fails to start, or whichever comes second.
Instead: publish the second on a port or an address of its own.
Flags: published ports that overlap, in one service or two, for the same protocol and on addresses that overlap; no
address means all of them.
Not flagged: tcp beside udp, different addresses, services whose profiles never run together, variables without default,
a range of the host for one port, from which the engine takes a free one, and an entry that is repeated word for word,
which is duplicate-list-item.
See: https://docs.docker.com/reference/compose-file/services/#ports
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_compose.references import disjoint
from hullmark_compose.service import Service
from hullmark_compose.syntax import PortMapping
from hullmark_compose.syntax import number
from hullmark_compose.tree import Project

_ANY = ("", "0.0.0.0", "::", "[::]")


class _Taken(NamedTuple):
    """Ports of the host from first to last."""

    service: Service
    port: PortMapping
    published: Text
    first: int
    last: int

    def collides(self, other: _Taken) -> bool:
        """Tell whether both cannot listen."""
        if self.first > other.last or other.first > self.last or disjoint(self.service, other.service):
            return False
        if (self.port.protocol or "tcp").lower() != (other.port.protocol or "tcp").lower():
            return False
        one, two = self.port.host_ip or "", other.port.host_ip or ""
        return one == two or one in _ANY or two in _ANY


@rule(VALIDITY, ERROR, on=Project, peers="dclint:no-duplicate-exported-ports")
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the later of two entries."""
    text = project.document.text
    seen: list[_Taken] = []
    for taken in _taken(project):
        earlier = next((other for other in seen if taken.collides(other)), None)
        seen.append(taken)
        if earlier is None:
            continue
        inherited = earlier.port.span == taken.port.span
        same = text[slice(*earlier.port.span)] == text[slice(*taken.port.span)]
        if earlier.service is not taken.service or not same:
            message = f"port {taken.published} of the host is published by {earlier.service.called} already"
            at = taken.service if inherited else taken.published
            yield Problem(at, message, notes=((earlier.published, "published here first"),))


def _taken(project: Project) -> Iterator[_Taken]:
    """Yield what is surely taken of the host, in the order of the file."""
    for service in project.services.values():
        for port in service.ports:
            first, last = number(port.published), number(port.published_last or port.published)
            known = all(text is None or text.known for text in (port.host_ip, port.protocol))
            chosen = port.published_last is not None and port.target_last is None
            if port.published is not None and first and last is not None and known and not chosen:
                yield _Taken(service, port, port.published, first, last)
