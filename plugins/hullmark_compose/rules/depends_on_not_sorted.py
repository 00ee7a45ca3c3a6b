"""The services in depends_on are not sorted.

Why: in a sorted list an entry is found at once, and two people who add one do not put it in two places.
Instead: sort the list or the mapping by name.
Flags: the first name in ``depends_on`` that stands behind one that it sorts before, upper case or lower.
Not flagged: lists with variables in them.
See: https://docs.docker.com/reference/compose-file/services/#depends_on
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.order import first_late
from hullmark_compose.service import Service
from hullmark_compose.syntax import named


@rule(STYLE, INFO, on=Service, profile=ALL, peers="dclint:service-dependencies-alphabetical-order")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the first name that stands too late."""
    names = [name for name, _ in named(service.node.get("depends_on"))]
    late = first_late(names, str.casefold)
    if late is not None and all(name.known for name in names):
        before, name = late
        yield Problem(name, f"{name} stands behind {before}")
