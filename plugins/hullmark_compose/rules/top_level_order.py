"""The keys at the top of the file are not in the usual order.

Why: a reader finds what a project is called, what it includes and what it runs where it stands in other files.
Instead: write extensions first, since their anchors are used below, then ``version``, ``name``, ``include``,
``services``, ``networks``, ``volumes``, ``secrets`` and ``configs``.
Flags: the first key that stands behind one that the order puts after it.
Not flagged: keys that the order does not name; extensions among one another.
Options: ``order`` lists the keys in the order that is wanted; ``x-`` stands for all extensions.
See: https://docs.docker.com/reference/compose-file/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_compose.order import first_late
from hullmark_compose.order import own_keys
from hullmark_compose.tree import Project


class Options(NamedTuple):
    """Options of the rule."""

    order: tuple[str, ...] = (
        "x-", "version", "name", "include", "services", "networks", "volumes", "secrets", "configs",
    )


@rule(
    STYLE,
    INFO,
    on=Project,
    profile=ALL,
    options=Options,
    peers="dclint:top-level-properties-order composelint:top-level-order",
)
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the first key that stands too late in each document."""
    order = context.options.order
    ranks = {name: index for index, name in enumerate(order)}

    def rank(key: Scalar) -> int:
        return ranks.get("x-" if key.value.startswith("x-") else key.value, -1)

    for root in project.stream.roots if not project.first_version else ():
        keys = [key for key in own_keys(root) if rank(key) >= 0] if isinstance(root, Mapping) else []
        late = first_late(keys, rank)
        if late is not None:
            yield Problem(late[1], f"{late[1].value} stands behind {late[0].value}")
