"""The order in which keys and items are written."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from itertools import pairwise
from typing import Any
from typing import TypeVar

from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

Item = TypeVar("Item")


def own_keys(mapping: Mapping) -> list[Scalar]:
    """Return the keys that are written in a mapping, without those that a merge key brings in."""
    return [key for key, _ in mapping if key.value not in mapping.merged]


def first_late(items: Iterable[Item], rank: Callable[[Item], Any]) -> tuple[Item, Item] | None:
    """Return the first item that ranks before the one it stands behind, that one first; None where all are in order."""
    return next(((before, item) for before, item in pairwise(items) if rank(item) < rank(before)), None)
