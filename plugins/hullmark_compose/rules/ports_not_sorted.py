"""The ports of a service are not sorted.

Why: in a sorted list a port is found at once, and one that is taken twice stands out.
Instead: sort ``ports`` by the port of the host.
Flags: the first entry whose port of the host, or of the container where none is named, is lower than that of the entry
before it.
Not flagged: entries with variables, which may stand anywhere.
See: https://docs.docker.com/reference/compose-file/services/#ports
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
from hullmark_compose.syntax import number
from hullmark_compose.syntax import ports


@rule(STYLE, INFO, on=Service, profile=ALL, peers="dclint:service-ports-alphabetical-order")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the first entry that stands too late."""
    texts = [port.target if port.published is None else port.published for port in ports(service.node.get("ports"))]
    late = first_late([text for text in texts if number(text) is not None], int)
    if late is not None:
        yield Problem(late[1], f"port {late[1]} stands behind {late[0]}")
