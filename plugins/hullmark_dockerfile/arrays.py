"""Text that was meant as a JSON array but is none."""

from __future__ import annotations

import re

from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile import lexer

#: Instructions whose text is a shell command where it is no array, so that a bracket may be the command ``[``.
SHELL_TEXT = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"))

_ITEM = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*')"""
#: What begins like a list and not like a test: quoted strings with a comma, or a bracket with no blank behind it.
_LIST = pattern(
    rf"""\[\s*(?:
        "(?:[^"\\]|\\.)*"\s*,                                  # ["a", ...
        | '[^']*'\s*,.*\]\s*$                                  # ['a', ... ]
        | {_ITEM}(?:\s+{_ITEM})*\s*(?:,\s*)?\]\s*$             # ["a" "b",]
        | [^\s"',\[\]]+\s*,.*\]\s*$                            # [a, b]
    )""",
    re.VERBOSE | re.DOTALL,
)


def looks_like_array(key: str, text: str) -> bool:
    """Tell whether text that begins with a bracket, and is no JSON, was surely meant as JSON."""
    if key == "VOLUME":
        return True
    if text[1:2] in ("'", '"') or _LIST.match(text):
        return True
    # "[" with a word right behind it is no command either; "[[" and "[-" are tests.
    odd = text[1:2] not in ("", "[", "-", "$", " ", "\t", "]")
    return odd and key in SHELL_TEXT and text.rstrip().endswith("]")


def why(text: str) -> str:
    """Return what keeps text from being a JSON array, as far as it can be told."""
    stripped = text.rstrip()
    if "'" in text and '"' not in text:
        return "JSON wants double quotes"
    if re.search(r",\s*\]$", stripped):
        return "JSON allows no comma behind the last string"
    if not stripped.endswith("]"):
        closing = stripped.rfind("]")
        return "text follows behind the array" if closing > 0 else "the bracket is not closed"
    if re.search(r'"\s+"', stripped):
        return "a comma is missing between two strings"
    if re.search(r'\\[^"\\/bfnrtu]', stripped):
        return "a backslash in JSON is written twice"
    return "it is no JSON array of strings"


def double_quotes(text: Text) -> Fix | None:
    """Return the fix that turns single quotes into double ones where that makes an array."""
    if '"' in text or "\\" in text or "'" not in text:
        return None
    items = lexer.array(Text(text.replace("'", '"'), Span(0, len(text))))
    if items is None or items.error:
        return None
    places = [text.offset(at) for at, character in enumerate(text) if character == "'"]
    return Fix("use double quotes", tuple(Edit(Span(place, place + 1), '"') for place in places), safe=True)
