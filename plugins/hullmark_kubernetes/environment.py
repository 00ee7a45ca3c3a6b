"""The environment of a container: a list in which a name may stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Repeated
from hullmark.plugin import Text
from hullmark.yaml import Mapping


def pairs(env: list[Mapping]) -> Iterator[tuple[Text, Text | None]]:
    """Yield the names with their values, None for one that comes from elsewhere."""
    for entry in env:
        name = entry.text("name")
        if name is not None:
            yield name, entry.text("value")


def repeated(env: list[Mapping]) -> Iterator[Repeated]:
    """Yield the names that stand in an environment more than once, but for a value that adds to the one before."""
    found: dict[str, list[Mapping]] = {}
    for entry in env:
        found.setdefault(entry.text("name") or "", []).append(entry)
    for name, same_name in found.items():
        last, first = same_name[-1].text("name"), same_name[0].text("name")
        if len(same_name) < 2 or not name or last is None or first is None or not last.known:
            continue
        value = same_name[-1].text("value")
        if value is None or f"$({name})" not in value:
            same = value is not None and all(entry.text("value") == value for entry in same_name)
            yield Repeated(last.span, last, "env", first.span, same)
