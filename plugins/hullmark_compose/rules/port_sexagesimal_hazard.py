"""An unquoted pair of ports can be read as one number of base 60.

Why: for YAML 1.1, ``22:22`` without quotes is the number 1342; what reads the file so publishes a port that nobody
asked for, or refuses the file.
Instead: quote it, as in ``- "22:22"``.
Flags: items of ``ports`` that are two numbers with a colon between them and no quotes, the second below 60.
Not flagged: pairs whose second number is 60 or more; items with an address, a protocol or a range; quoted ones.
See: https://docs.docker.com/reference/compose-file/services/#ports
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_compose.service import Service
from hullmark_compose.syntax import is_sexagesimal


@rule(VALIDITY, WARNING, on=Service, peers="dclint:require-quotes-in-ports")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the item."""
    for item in service.node.sequence("ports"):
        if isinstance(item, Scalar) and is_sexagesimal(item):
            host, _, container = item.value.partition(":")
            value = int(host) * 60 + int(container)
            yield Problem(item, f"without quotes {item.value} is the number {value} for some readers of YAML")
