"""The services are not in alphabetical order.

Why: in a sorted file a service is found at once, and two people who add one do not put it in two places.
Instead: sort the services by name; comments go with theirs.
Flags: the first service that stands behind one that it sorts before, upper case or lower.
Not flagged: services that a merge key brings in.
See: https://docs.docker.com/reference/compose-file/services/
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
from hullmark_compose.order import own_keys
from hullmark_compose.tree import Project


@rule(STYLE, INFO, on=Project, profile=ALL, peers="dclint:services-alphabetical-order")
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the first name that stands too late."""
    holder = project.root if project.first_version else project.section("services")
    late = first_late(own_keys(holder), lambda key: key.value.casefold())
    if late is not None:
        yield Problem(late[1], f"service {late[1].value} stands behind {late[0].value}")
