"""What the readers share: YAML whose mistakes are named with their line, and the formats that ids speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from hullmark.plugin import LineIndex
from hullmark.plugin import pattern
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence
from hullmark.yaml import compose

#: Patterns of the files that are manifests, and of those that are none.
MANIFESTS = ["*.yaml", "*.yml", "*.json"]
OTHERS = ["*", *(f"!{pattern}" for pattern in MANIFESTS)]

_OF_MANIFESTS = pattern(r"(?:trivy:(?:AVD-)?(?:KSV|KCV)|checkov:CKV2?_K8S_)", re.IGNORECASE)
_OF_DOCKERFILES = pattern(r"(?:trivy:(?:AVD-)?DS|checkov:CKV2?_DOCKER_)", re.IGNORECASE)


class Located:
    """A YAML file of settings. Every method raises ValueError for what is wrong with it, naming the line."""

    def __init__(self, text: str) -> None:
        self._lines = LineIndex(text)
        stream = compose(text)
        for trouble in stream.troubles:
            raise self.wrong(trouble.span.start, trouble.message)
        root: Node | None = stream.roots[0] if stream.roots else None
        self.root = self._as_mapping(root, "the file")

    def at(self, place: int, message: str) -> str:
        """Return a message about the line of an offset."""
        return f"line {self._lines.line(place) + 1}: {message}"

    def wrong(self, place: int, message: str) -> ValueError:
        """Return the error for something at an offset."""
        return ValueError(self.at(place, message))

    def _as_mapping(self, node: Node | None, name: str) -> Mapping:
        if node is None or isinstance(node, Scalar) and node.null:
            return EMPTY
        if not isinstance(node, Mapping):
            raise self.wrong(node.start, f"{name} is no mapping")
        return node

    def mapping(self, holder: Mapping, key: str) -> Mapping:
        """Return the mapping of a key, an empty one where it is missing."""
        return self._as_mapping(holder.get(key), f'"{key}"')

    def items(self, holder: Mapping, key: str) -> list[Node]:
        """Return the items of the list of a key, none where it is missing."""
        node = holder.get(key)
        if node is None or isinstance(node, Scalar) and node.null:
            return []
        if not isinstance(node, Sequence):
            raise self.wrong(node.start, f'"{key}" is no list')
        return node.items

    def mappings(self, holder: Mapping, key: str) -> list[Mapping]:
        """Return the items of a list of mappings."""
        return [self._as_mapping(item, f'an item of "{key}"') for item in self.items(holder, key)]

    def names(self, holder: Mapping, key: str) -> list[Scalar]:
        """Return the items of a list of names."""
        found = []
        for item in self.items(holder, key):
            if not isinstance(item, Scalar) or item.null:
                raise self.wrong(item.start, f'"{key}" holds something that is no name')
            found.append(item)
        return found

    def flag(self, holder: Mapping, key: str) -> bool:
        """Return the boolean of a key, False where it is missing."""
        if not holder.has(key):
            return False
        if not (holder.is_true(key) or holder.is_false(key)):
            node = holder.get(key)
            raise self.wrong(node.start if node is not None else 0, f'"{key}" must be true or false')
        return holder.is_true(key)


def ignoring(ids: Iterable[str]) -> dict[str, Any]:
    """Return the settings that leave ids out, each in the format that its number speaks of."""
    anywhere: list[str] = []
    manifests: list[str] = []
    dockerfiles: list[str] = []
    for identifier in ids:
        if _OF_MANIFESTS.match(identifier):
            manifests.append(identifier)
        elif _OF_DOCKERFILES.match(identifier):
            dockerfiles.append(identifier)
        else:
            anywhere.append(identifier)
    overrides = [
        {"paths": paths, "ignore": names} for paths, names in ((MANIFESTS, manifests), (OTHERS, dockerfiles)) if names
    ]
    return {**({"ignore": anywhere} if anywhere else {}), **({"overrides": overrides} if overrides else {})}
