"""Services or targets need one another in a circle.

Why: none of them can be started or built first, so the whole file is refused.
Instead: drop one of the references; a service that only needs another one at work can retry its connection.
Flags: a service that leads back to itself through ``depends_on``, ``links``, ``volumes_from``, the ``service:`` of
``network_mode``, ``ipc``, ``pid`` and ``additional_contexts``, or through ``extends``; a target of bake through
``inherits``, or through the ``target:`` of ``contexts``; once for each circle.
Not flagged: references to what is not in the file.
See: https://docs.docker.com/reference/compose-file/services/#depends_on
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Dependencies
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule


#: The names that each one needs, with the place.
Graph = dict[str, dict[str, Text]]


@rule(
    VALIDITY,
    ERROR,
    on=Dependencies,
    peers="composego:dependency-cycle composego:include-cycle buildx:infinite-loop",
)
def check(fact: Dependencies, context: Context) -> Iterator[Problem]:
    """Flag the reference by which the first name of a circle enters it."""
    done: set[str] = set()
    for name in fact.needed:
        circle = [] if name in done else _circle(fact.needed, name)
        if circle:
            done.update(circle)
            path = " -> ".join((*circle[:6], "..." if len(circle) > 6 else name))
            at = fact.needed[name][(*circle, name)[1]]
            yield Problem(at, f"{fact.noun} {name} {fact.verb} itself: {path}")


def _circle(graph: Graph, start: str) -> list[str]:
    """Return the shortest way from a name back to itself, without its end; nothing where there is none."""
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
