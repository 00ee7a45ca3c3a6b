"""What stands in the text of one instruction: flags, words, key-value pairs, JSON arrays.

Reference: frontend/dockerfile/parser/line_parsers.go and instructions/bflag.go of BuildKit 0.25.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import join
from hullmark.plugin import pattern

from hullmark_dockerfile.expand import Lookup
from hullmark_dockerfile.expand import names
from hullmark_dockerfile.expand import unclosed
from hullmark_dockerfile.expand import value

__all__ = [
    "Array", "Flag", "Lookup", "Pair", "array", "flags", "head", "names", "pairs", "quoted_words", "unclosed", "value",
    "words",
]

#: A word, as far as Docker, for which a no-break space separates none; the first one with all blanks behind it.
_FIRST_WORD = pattern(r"([^\t\v\f\r ]*+)\s*+")
_BARE_WORD = pattern(r"[^\t\v\f\r ]+")
_JSON_STRING = r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
_JSON_ITEM = pattern(_JSON_STRING)
_JSON_ARRAY = pattern(rf"\s*\[\s*(?:{_JSON_STRING}\s*(?:,\s*{_JSON_STRING}\s*)*)?\]\s*")
_JSON_ESCAPE = pattern(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_JSON_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}

#: Word expressions by escape character: quotes hold blanks together.
_WORDS = {
    escape: re.compile(
        rf"(?:[^\s'\"{re.escape(escape)}]++|{re.escape(escape)}.|'[^']*(?:'|$)"
        rf"|\"(?:[^\"{re.escape(escape)}]++|{re.escape(escape)}.)*(?:\"|{re.escape(escape)}?$)|{re.escape(escape)}$)+",
        re.DOTALL,
    )
    for escape in "\\`"
}


class Flag(NamedTuple):
    """``--name=value``; ``value`` is None where there is no equals sign. ``name`` is without dashes."""

    name: Text
    value: Text | None
    span: Span


class Pair(NamedTuple):
    """A key with its value, as written, quotes included; ``value`` is None where only the key is written.

    ``legacy`` tells the form with a blank instead of an equals sign.
    """

    key: Text
    value: Text | None
    span: Span
    legacy: bool


class RunMount(NamedTuple):
    """``--mount`` of RUN: its type (bind when none is given) and its options by canonical name, each with its text."""

    span: Span
    kind: str
    options: dict[str, Text | None]
    errors: tuple[tuple[Text, str], ...] = ()

    @property
    def target(self) -> Text | None:
        """Where it appears."""
        return self.options.get("target")

    @property
    def source(self) -> Text | None:
        """What appears there."""
        return self.options.get("source")


class Array(NamedTuple):
    """Text that begins like a JSON array: its strings, or why it is none ("syntax", "types")."""

    items: tuple[Text, ...]
    error: str


def head(text: Text) -> tuple[int, Text]:
    """Return how long the first word of a text is, and the rest without the blanks around it."""
    first = _FIRST_WORD.match(text)
    assert first is not None
    return first.end(1), text.part(first.end()).strip_part()


def words(text: Text) -> tuple[Text, ...]:
    """Split at blanks; quotes mean nothing."""
    return tuple(text.part(match.start(), match.end()) for match in _BARE_WORD.finditer(text))


def quoted_words(text: Text, escape: str) -> tuple[Text, ...]:
    """Split at blanks outside quotes; the quotes stay."""
    return tuple(text.part(match.start(), match.end()) for match in _WORDS[escape].finditer(text))


def flags(text: Text, escape: str) -> tuple[tuple[Flag, ...], Text]:
    """Return the leading flags and the rest of the text."""
    found: list[Flag] = []
    at = 0
    if not text.startswith("--"):
        return (), text
    for match in _WORDS[escape].finditer(text):
        if not match[0].startswith("--"):
            break
        at = match.end()
        if match[0] == "--":
            break
        equals = match[0].find("=")
        end = match.start() + equals if equals >= 0 else match.end()
        value = text.part(end + 1, match.end()) if equals >= 0 else None
        word = text.part(match.start(), match.end())
        found.append(Flag(text.part(match.start() + 2, end), value, word.span))
    return tuple(found), text.part(at).strip_part() if at < len(text) else text.part(len(text))


def array(text: Text) -> Array | None:
    """Read a JSON array of strings; None where the text does not begin with a bracket."""
    stripped = text.lstrip()
    if not stripped.startswith("["):
        return None
    if not _JSON_ARRAY.fullmatch(text):
        return Array((), _array_error(stripped))
    return Array(tuple(_json_string(text, match) for match in _JSON_ITEM.finditer(text)), "")


def _array_error(text: str) -> str:
    import json

    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return "syntax"
    return "types"


def _json_string(text: Text, match: re.Match[str]) -> Text:
    """Return the value of a JSON string; its span includes the quotes."""
    start, end = match.span()
    whole = text.part(start, end)
    if "\\" not in whole:
        return whole.inside(1, len(whole) - 1)
    inner = text.part(start + 1, end - 1)
    pieces: list[tuple[str, int]] = []
    at = 0
    for escaped in _JSON_ESCAPE.finditer(inner):
        pieces.append((inner[at:escaped.start()], inner.offset(at)))
        value = chr(int(escaped[1], 16)) if escaped[1] else _JSON_PLAIN.get(escaped[2], escaped[2])
        pieces.append((value, inner.offset(escaped.start())))
        at = escaped.end()
    pieces.append((inner[at:], inner.offset(at)))
    result = join(pieces)
    return Text(str(result), whole.span, result.runs or ((0,), (inner.span.start,)))


def pairs(text: Text, escape: str, names_alone: bool = False) -> tuple[Pair, ...]:
    """Read the pairs of ENV and LABEL, or of ARG, which allows names alone.

    A word without equals sign behind the first pair comes back as a pair without value. Without an equals sign in the
    first word, ENV and LABEL have one pair: the key ends at the first blank, quoted or not.
    """
    found = []
    split = quoted_words(text, escape)
    if split and "=" not in split[0] and not names_alone:
        size, rest = head(text)
        key = text.part(0, size)
        return (Pair(key, rest if rest else None, Span(key.span.start, rest.span.end if rest else key.span.end), True),)
    for word in split:
        equals = word.find("=")
        if equals < 0:
            found.append(Pair(word, None, word.span, False))
        else:
            found.append(Pair(word.part(0, equals), word.part(equals + 1), word.span, False))
    return tuple(found)
