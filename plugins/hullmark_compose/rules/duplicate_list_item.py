"""An item stands twice in a list that takes each once.

Why: Compose refuses the file, since the specification says that the items differ.
Instead: delete the later one.
Flags: an item with the same text as one before it in a list of unique items: ports, expose, volumes, capabilities,
security and DNS options, links, groups, variables, labels and the like.
Not flagged: items that are equal only once variables are filled in; a name with two values; lists that another file or
a base goes on with.
See: https://docs.docker.com/reference/compose-file/services/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_compose.interpolation import Interpolated
from hullmark_compose.tree import Service

_LISTS = (
    ("annotations",), ("cap_add",), ("cap_drop",), ("depends_on",), ("device_cgroup_rules",), ("dns",), ("dns_opt",),
    ("dns_search",), ("environment",), ("expose",), ("external_links",), ("extra_hosts",), ("group_add",), ("labels",),
    ("links",), ("networks",), ("ports",), ("profiles",), ("security_opt",), ("sysctls",), ("tmpfs",), ("volumes",),
    ("volumes_from",), ("build", "args"), ("build", "labels"), ("deploy", "labels"),
)


@rule(VALIDITY, ERROR, on=Service, peers="compose-spec:uniqueItems dclint:invalid-schema")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the later item."""
    for path in _LISTS:
        seen: dict[str, Scalar] = {}
        for item in _items(service.node.find(*path)):
            first = seen.setdefault(_written(item), item)
            if first is not item:
                notes = ((first, "the first one"),)
                yield Problem(item, f"{item.value or 'an empty item'} stands in {path[-1]} twice", notes=notes)


def _items(node: Node | None) -> list[Scalar]:
    return [item for item in node.items if isinstance(item, Scalar)] if isinstance(node, Sequence) else []


def _written(item: Scalar) -> str:
    """Return what an item says before variables are filled in."""
    if isinstance(item, Interpolated):
        return item.source[item.start:item.end].strip("\"'")
    return item.value
