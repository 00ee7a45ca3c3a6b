"""The schema of Compose files, written by ``pack.py``: ``compose.json``, with where it comes from and its date.

Source: the Compose specification, Apache-2.0, as the package check-jsonschema distributes it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from typing import NamedTuple

from hullmark.plugin import read_data


class Schema(NamedTuple):
    """The schema of a file, and the definitions that it refers to by name."""

    root: Any
    definitions: dict[str, Any]


@lru_cache(1)
def schema() -> Schema:
    """Return the schema."""
    data = read_data(__name__, "compose.json")
    return Schema(data["root"], data["definitions"])
