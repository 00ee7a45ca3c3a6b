"""What the shell replaces in a word, and whether quotes hold it together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern

_BOTH = (
    r"\\.|(?P<quote>\")|(?P<open>\$\(\(|\$\(|`)"
    r"|\$(?:(?P<name>[A-Za-z_]\w*|[0-9@*#?$!-])|(?P<brace>\{)(?P<inner>[#!]?\w+|[@*]))"
)
_QUOTED = pattern(_BOTH, re.DOTALL)
_UNQUOTED = pattern(_BOTH + r"|'[^']*'?", re.DOTALL)
_NESTED = pattern(r"[()]")


class Expansion(NamedTuple):
    """A variable with what stands behind its name in braces, or a command substitution, whose name is empty."""

    name: str
    modifier: str
    quoted: bool
    span: Span
    inside: str


def expansions(word: Text, source: str) -> Iterator[Expansion]:
    """Yield the expansions in a word of a file; none of a word that is not written there."""
    if word.known or not word.editable:
        return
    raw = source[word.start:word.end]
    at, quoted = 0, False
    while match := (_QUOTED if quoted else _UNQUOTED).search(raw, at):
        at = match.end()
        if match["quote"]:
            quoted = not quoted
        elif match["open"]:
            at = _closing(raw, match.end(), match["open"])
            if match["open"] != "$((":
                span = Span(word.start + match.start(), word.start + at)
                yield Expansion("", "", quoted, span, raw[match.end():at - 1])
        elif match["name"] or match["brace"]:
            name, modifier = match["name"] or match["inner"], ""
            if match["brace"]:
                at = _brace(raw, match.end())
                modifier = raw[match.end():at - 1]
            yield Expansion(name, modifier, quoted, Span(word.start + match.start(), word.start + at), "")


def _closing(raw: str, start: int, opening: str) -> int:
    """Return the index behind the end of a substitution; quotes are not looked at."""
    if opening == "`":
        end = raw.find("`", start)
        return end + 1 if end >= 0 else len(raw)
    depth = opening.count("(")
    for match in _NESTED.finditer(raw, start):
        depth += 1 if match[0] == "(" else -1
        if not depth:
            return match.end()
    return len(raw)


def _brace(raw: str, start: int) -> int:
    """Return the index behind the brace that closes an expansion."""
    depth, at = 1, start
    while at < len(raw):
        if raw.startswith("${", at):
            depth += 1
            at += 1
        elif raw[at] == "}":
            depth -= 1
            if not depth:
                return at + 1
        at += 1
    return len(raw)
