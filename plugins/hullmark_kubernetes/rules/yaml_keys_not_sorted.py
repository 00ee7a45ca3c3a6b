"""The keys of a mapping are not sorted.

Why: in sorted mappings a key is found at once, and two people who add one do not put it in two places.
Instead: sort the keys; comments go with theirs.
Flags: a mapping of an object, at any depth, with a key that stands behind one that it sorts before, at the first such
key.
Not flagged: mappings with placeholders among their keys; keys that a merge key brings in.
Options: ``conventional-order`` also lets apiVersion, kind, metadata and name stand first, in this order.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import walk

from hullmark_kubernetes.tree import Resource

_FIRST = ("apiVersion", "kind", "metadata", "name")


class Options(NamedTuple):
    """Options of the rule."""

    conventional_order: bool = False


@rule(STYLE, INFO, on=Resource, profile=ALL, options=Options, peers="kubelinter:sorted-keys")
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the first key that stands too late."""
    for node in walk(resource.node):
        if not isinstance(node, Mapping):
            continue
        keys = [key for key, _ in node if key.value not in node.merged]
        late = next(((before, key) for before, key in pairwise(keys) if key.value < before.value), None)
        if late is None or not all(key.known for key in keys):
            continue
        if context.options.conventional_order and _is_conventional([key.value for key in keys]):
            continue
        before, key = late
        yield Problem(key, f"the key {key.value} stands behind {before.value}")


def _is_conventional(keys: list[str]) -> bool:
    """Tell whether keys are sorted behind those that stand first by custom."""
    return keys == [key for key in _FIRST if key in keys] + sorted(set(keys).difference(_FIRST))
