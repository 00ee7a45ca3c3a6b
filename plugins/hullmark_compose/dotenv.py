"""Files of variables: ``.env``."""

from __future__ import annotations

import re

from hullmark.plugin import pattern

_NAME = pattern(r"^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.]*)[ \t]*[=:]", re.MULTILINE | re.ASCII)


def names_of(text: str) -> frozenset[str]:
    """Return the names that a file of variables sets."""
    return frozenset(_NAME.findall(text))
