"""A volume is quoted without need.

Why: quotes that change nothing make the reader look for what they are there for.
Instead: leave them out.
Flags: an item of ``volumes`` in quotes that would be the same text without them.
Not flagged: texts that YAML or Compose would read in another way: with ``: `` or `` #`` in them, with a special
character in front, with a variable's default, with a path of Windows, empty ones.
See: https://docs.docker.com/reference/compose-file/services/#volumes
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_compose.service import Service

#: What is the same text with quotes and without them, inside brackets too.
_PLAIN = pattern(r"(?:[A-Za-z_./$]|~/|\$\{\w+\})(?:[\w./@%+=~$-]|\$\{\w+\}|:(?=[\w./$-]))*", re.ASCII)


@rule(STYLE, INFO, on=Service, profile=ALL, peers="dclint:no-quotes-in-volumes")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the item."""
    for item in service.node.sequence("volumes"):
        if isinstance(item, Scalar) and item.style and item.style in "\"'":
            written = item.source[item.start + 1:item.end - 1]
            if _PLAIN.fullmatch(written) and item.value not in ("true", "false", "null", "yes", "no", "on", "off"):
                yield Problem(item, f"{item.value} needs no quotes")
