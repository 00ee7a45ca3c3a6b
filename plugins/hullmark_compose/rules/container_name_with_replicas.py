"""A service of several containers has one name or one port of the host.

Why: only the first of the containers can have the name, or listen on the port; the others are not created.
Instead: leave out ``container_name``; publish a range of ports that is wide enough, or put a proxy in front.
Flags: ``scale`` or ``deploy.replicas`` above 1 beside ``container_name``, or beside a published port or range of fewer
ports than containers.
Not flagged: ports without one of the host; stacks of a swarm, which spreads a port over all containers and ignores the
name; variables.
See: https://docs.docker.com/reference/compose-file/services/#container_name
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.service import Service
from hullmark_compose.syntax import number


@rule(VALIDITY, ERROR, on=Service, peers="composego:container-name-with-scale")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the name, and the first port that is too few."""
    count = max(number(service.view.text("scale")) or 0, number(service.deploy.text("replicas")) or 0)
    if count < 2 or service.project.stack:
        return
    name = service.view.text("container_name")
    if name is not None:
        yield Problem(name, f"{count} containers cannot all be called {name}")
    for port in service.ports:
        first, last = number(port.published), number(port.published_last or port.published)
        if port.published is not None and first and last is not None and last - first + 1 < count:
            yield Problem(port.published, f"{count} containers cannot all have port {port.published} of the host")
            return
