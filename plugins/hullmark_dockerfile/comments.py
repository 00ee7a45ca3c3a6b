"""Comments behind an instruction, which Docker takes for arguments."""

from __future__ import annotations

import re

from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile import lexer
from hullmark_dockerfile.tree import Instruction

#: Instructions whose words are no shell text, so that a number sign begins no comment.
WORDS = frozenset(("FROM", "EXPOSE", "USER", "WORKDIR", "VOLUME", "ENV", "LABEL", "COPY", "ADD", "ARG", "STOPSIGNAL"))
#: Instructions with a JSON form: behind the array a comment makes it shell text or words.
ARRAYS = frozenset(("RUN", "CMD", "ENTRYPOINT", "SHELL", "VOLUME", "COPY", "ADD", "HEALTHCHECK"))

_TOKEN = pattern(r"""\\.|'[^']*'|"(?:[^"\\]|\\.)*"|(?<=\s)\#""", re.DOTALL)
_ARRAY = pattern(r"""(\[(?:[^]"']|"(?:[^"\\]|\\.)*")*\])\s*(\#)""", re.DOTALL)


def trailing_comment(instruction: Instruction) -> Text | None:
    """Return the comment that stands behind the arguments on the same line, with its number sign."""
    value = instruction.body
    if "#" not in value:
        return None
    key = instruction.key
    array = _ARRAY.match(value) if key in ARRAYS and value.startswith("[") else None
    if array is not None:
        items = lexer.array(value.part(0, array.end(1)))
        return value.part(array.start(2)) if items is not None and not items.error else None
    if key == "HEALTHCHECK":
        return value if instruction.value[:4].upper() == "NONE" and value.startswith("#") else None
    if key not in WORDS:
        return None
    start, escaped = -1, 0
    for token in _TOKEN.finditer(value):
        if token[0] == "#" and token.start() != escaped:
            start = token.start()
            break
        escaped = token.end()
    if start < 0 or key in ("COPY", "ADD") and value[start + 1:start + 2] not in (" ", "\t"):
        return None
    return value.part(start)


def without_comment(instruction: Instruction) -> Text:
    """Return the value of an instruction up to a comment behind it."""
    comment = trailing_comment(instruction)
    value = instruction.value
    return value if comment is None else value.part(0, len(value) - len(comment)).strip_part()
