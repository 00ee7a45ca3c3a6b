"""Variables that a file sets more than once."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from hullmark.model import Repeated
from hullmark.plugin import Text


def repeated(pairs: Iterable[tuple[Text, Text | None]]) -> Iterator[Repeated]:
    """Yield the names that are set more than once, but for a value that adds to the one before."""
    found: dict[str, list[tuple[Text, Text | None]]] = {}
    for name, value in pairs:
        found.setdefault(str(name), []).append((name, value))
    for key, same_name in found.items():
        (first, _), (last, value) = same_name[0], same_name[-1]
        if len(same_name) < 2 or not last.known or value is not None and f"${key}" in value.replace("{", ""):
            continue
        yield Repeated(last.span, last, "env", first.span, all(said == value for _, said in same_name))
