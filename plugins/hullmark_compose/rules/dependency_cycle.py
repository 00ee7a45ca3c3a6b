"""Services wait for one another in a circle.

Why: none of them can be started first, so Compose refuses the whole project.
Instead: drop one of the references; a service that only needs another one at work can retry its connection.
Flags: a service that leads back to itself through ``depends_on``, ``links``, ``volumes_from``, the ``service:`` of
``network_mode``, ``ipc``, ``pid`` and ``additional_contexts``, or through ``extends``; once for each circle.
Not flagged: references to services that are not in the file.
See: https://docs.docker.com/reference/compose-file/services/#depends_on
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_compose.references import references
from hullmark_compose.tree import Project

#: The services that each service names, with the place.
Graph = dict[str, dict[str, Text]]


@rule(VALIDITY, ERROR, on=Project, peers="composego:dependency-cycle composego:include-cycle buildx:infinite-loop")
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the reference by which the first service of a circle enters it."""
    needed: Graph = {}
    extended: Graph = {}
    for name, service in project.services.items():
        needed[name] = {str(found.name): found.name for found in references(service.view)}
        file, base = service.extends
        extended[name] = {str(base): base} if base is not None and file is None else {}
    for graph, what in ((needed, "depends on"), (extended, "extends")):
        done: set[str] = set()
        for name in graph:
            circle = [] if name in done else _circle(graph, name)
            if circle:
                done.update(circle)
                path = " -> ".join((*circle[:6], "..." if len(circle) > 6 else name))
                yield Problem(graph[name][(*circle, name)[1]], f"service {name} {what} itself: {path}")


def _circle(graph: Graph, start: str) -> list[str]:
    """Return the shortest way from a service back to itself, without its end; nothing where there is none."""
    before: dict[str, str] = {}
    edge = [start]
    while edge:
        following = []
        for name in edge:
            for other in graph[name]:
                if other == start:
                    way = [name]
                    while way[-1] != start:
                        way.append(before[way[-1]])
                    return way[::-1]
                if other in graph and other not in before:
                    before[other] = name
                    following.append(other)
        edge = following
    return []
