"""How Compose puts mappings together: documents of a file, what a service extends, files over one another.

Source: https://docs.docker.com/reference/compose-file/merge/. Nodes keep their places; only holders are made anew.
"""

from __future__ import annotations

from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

#: Keys whose list is replaced and not continued.
_REPLACED = frozenset(("command", "entrypoint", "test"))


def merge(base: Mapping, over: Mapping) -> Mapping:
    """Return the entries of both; those of ``over`` win, mappings are merged and lists continued."""
    found = Mapping(over.source, over.start, over.flow, over.tag)
    found.end = over.end
    found.merged = over.merged
    found.items = {key.value: (key, value) for key, value in base}
    for name, (key, value) in over.items.items():
        if value.tag == "!reset":
            found.items.pop(name, None)
        elif name in base.items and name not in _REPLACED and value.tag != "!override":
            found.items[name] = key, _joined(base.items[name][1], value)
        else:
            found.items[name] = key, value
    return found


def _joined(base: Node, over: Node) -> Node:
    if isinstance(over, Mapping) and isinstance(base, Mapping):
        return merge(base, over)
    if isinstance(base, Scalar) or isinstance(over, Scalar):
        return base if isinstance(over, Scalar) and over.null else over
    found = Sequence(over.start, over.flow, over.tag)
    found.end = over.end
    for node in (base, over):
        found.items += node.items if isinstance(node, Sequence) else [node]
    return found


def without_resets(node: Mapping) -> Mapping:
    """Return a mapping without the keys that are reset, itself where there is none."""
    if not any(value.tag == "!reset" for _, value in node.fields):
        return node
    found = Mapping(node.source, node.start, node.flow, node.tag)
    found.end = node.end
    found.items = {name: entry for name, entry in node.items.items() if entry[1].tag != "!reset"}
    return found
