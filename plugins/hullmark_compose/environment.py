"""Lists of names with values, in which a name may stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Repeated
from hullmark.yaml import Node
from hullmark.yaml import Sequence

from hullmark_compose.syntax import Pair
from hullmark_compose.syntax import pairs


def repeated_in(node: Node | None, kind: str) -> Iterator[Repeated]:
    """Yield the names that stand in a list more than once, apart from items that are repeated word for word.

    A list that continues another one is no such list. What is repeated word for word is a violation of the schema.
    """
    found: dict[str, list[Pair]] = {}
    for pair in pairs(node) if isinstance(node, Sequence) else ():
        found.setdefault(str(pair.name), []).append(pair)
    for name, same_name in found.items():
        last = same_name[-1]
        if len(same_name) > 1 and name and last.name.known:
            same = all(pair.value == last.value for pair in same_name)
            if not same or not (last.value or last.name).editable:
                yield Repeated(last.name.span, last.name, kind, same_name[0].name.span, same)
