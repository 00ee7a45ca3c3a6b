"""What stands in the text of one instruction: flags, words, key-value pairs, JSON arrays, variables.

Reference: frontend/dockerfile/parser/line_parsers.go, instructions/bflag.go and shell/lex.go of BuildKit 0.25.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import join

#: Expanded values longer than this are taken for unknown: ``ARG A1=$A0$A0`` doubles.
MAX_VALUE = 64 * 1024
#: Nesting of ``${...}`` that is followed.
MAX_DEPTH = 64

_BLANK = re.compile(r"\S+")
_FLAG = re.compile(r"--([A-Za-z][\w-]*)?(=)?")
_JSON_STRING = r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
_JSON_ITEM = re.compile(_JSON_STRING)
_JSON_ARRAY = re.compile(rf"\s*\[\s*(?:{_JSON_STRING}\s*(?:,\s*{_JSON_STRING}\s*)*)?\]\s*")
_JSON_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_JSON_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]")

#: Word expressions by escape character: quotes hold blanks together.
_WORDS = {
    escape: re.compile(
        rf"(?:{re.escape(escape)}.|[^\s'\"{re.escape(escape)}]|'[^']*(?:'|$)"
        rf"|\"(?:{re.escape(escape)}.|[^\"{re.escape(escape)}])*(?:\"|$)|{re.escape(escape)}$)+",
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


class Array(NamedTuple):
    """Text that begins like a JSON array: its strings, or why it is none ("syntax", "types")."""

    items: tuple[Text, ...]
    error: str


def words(text: Text) -> tuple[Text, ...]:
    """Split at blanks; quotes mean nothing."""
    return tuple(text.part(match.start(), match.end()) for match in _BLANK.finditer(text))


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
        name = _FLAG.match(match[0])
        assert name is not None
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
        value = json.loads(text)
    except (ValueError, RecursionError):
        return "syntax"
    return "types" if isinstance(value, list) else "syntax"


def _json_string(text: Text, match: re.Match[str]) -> Text:
    """Return the value of a JSON string; its span includes the quotes."""
    start, end = match.span()
    whole = text.part(start, end)
    inner = text.part(start + 1, end - 1)
    if "\\" not in inner:
        runs = inner.runs or ((0,), (inner.span.start,))
        return Text(str(inner), whole.span, runs)
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

    A word without equals sign behind the first pair comes back as a pair without value.
    """
    found = []
    split = quoted_words(text, escape)
    if split and "=" not in split[0] and not names_alone:
        key = split[0]
        rest = text.part(len(key)).strip_part()
        return (Pair(key, rest if rest else None, Span(key.span.start, rest.span.end if rest else key.span.end), True),)
    for word in split:
        equals = word.find("=")
        if equals < 0:
            found.append(Pair(word, None, word.span, False))
        else:
            found.append(Pair(word.part(0, equals), word.part(equals + 1), word.span, False))
    return tuple(found)


#: Gives the value of a variable: a text, "" for one that is certainly not set, None where it cannot be known.
Lookup = Callable[[str], "str | None"]


def value(text: Text, escape: str, lookup: Lookup | None = None, depth: int = 0) -> Text:
    """Return what a word says: quotes and escapes removed, variables replaced.

    A variable that ``lookup`` does not know, and every variable without ``lookup``, stays as it is written and makes
    the text unknown. A text with a replaced variable is underlined as a whole.
    """
    if not _special(text, escape):
        return text
    reader = _Reader(text, escape, lookup, depth)
    reader.read()
    whole = text.span
    content = "".join(piece for piece, _ in reader.pieces)
    if len(content) > MAX_VALUE:
        return Text(str(text), whole, text.runs, False, False)
    if reader.substituted:
        return text.substitute(content, reader.known and text.known)
    result = join([piece for piece in reader.pieces if piece[0]], whole.end)
    runs = result.runs if result and result.runs else ((0,), (result.span.start if result else whole.start,))
    return Text(content, whole, runs, reader.known and text.known, text.editable)


def _special(text: str, escape: str) -> bool:
    return "$" in text or '"' in text or "'" in text or escape in text


def names(text: str, escape: str) -> list[tuple[str, int, int, str]]:
    """List the variables in a word outside single quotes: name, start, end, and the modifier behind the name."""
    reader = _Reader(Text(text, Span(0, len(text))), escape, None, 0)
    reader.read()
    return reader.seen


class _Reader:
    """One pass over a word."""

    def __init__(self, text: Text, escape: str, lookup: Lookup | None, depth: int) -> None:
        self.text = text
        self.escape = escape
        self.lookup = lookup
        self.depth = depth
        self.pieces: list[tuple[str, int]] = []
        self.known = True
        self.substituted = False
        self.seen: list[tuple[str, int, int, str]] = []

    def keep(self, start: int, end: int) -> None:
        """Take characters as they are."""
        self.pieces.append((str.__getitem__(self.text, slice(start, end)), self.text.offset(start)))

    def read(self) -> None:
        """Read the whole word."""
        text, escape = str(self.text), self.escape
        special = re.compile(rf"['\"$]|{re.escape(escape)}")
        at, end, double = 0, len(text), False
        while at < end:
            match = special.search(text, at)
            if match is None:
                self.keep(at, end)
                return
            if match.start() > at:
                self.keep(at, match.start())
            at = match.start()
            character = match[0]
            if character == '"':
                double = not double
                at += 1
            elif character == "'" and not double:
                closing = text.find("'", at + 1)
                closing = end if closing < 0 else closing
                self.keep(at + 1, closing)
                at = closing + 1
            elif character == "'":
                self.keep(at, at + 1)
                at += 1
            elif character == "$":
                at = self.variable(at, end)
            elif double and text[at + 1:at + 2] not in ('"', "$", escape):
                self.keep(at, at + 1)
                at += 1
            else:
                self.keep(at + 1, min(at + 2, end))
                at += 2

    def variable(self, start: int, end: int) -> int:
        """Replace the variable at ``start``; return its end."""
        text = str(self.text)
        if text.startswith("{", start + 1):
            stop = closing_brace(text, start + 2)
            inside = text[start + 2:stop - 1] if text[stop - 1:stop] == "}" else text[start + 2:stop]
            name = _NAME.match(inside)
            identifier = name[0] if name else ""
            modifier = inside[len(identifier):]
        else:
            name = _NAME.match(text, start + 1)
            if name is None:
                self.keep(start, start + 1)
                return start + 1
            identifier, modifier, stop = name[0], "", name.end()
        self.seen.append((identifier, start, stop, modifier))
        replaced = self.replace(identifier, modifier) if self.lookup and identifier else None
        if replaced is None:
            self.known = False
            self.keep(start, stop)
        else:
            self.substituted = True
            self.pieces.append((replaced, 0))
        return stop

    def replace(self, name: str, modifier: str) -> str | None:
        """Return the value of ``${name<modifier>}``, None where it cannot be known."""
        assert self.lookup is not None
        current = self.lookup(name)
        if not modifier:
            return current
        operator = next((o for o in (":-", ":+", ":?", "-", "+", "?", "##", "#", "%%", "%", "//", "/")
                         if modifier.startswith(o)), "")
        if not operator or self.depth >= MAX_DEPTH:
            return None
        argument = self.nested(modifier[len(operator):])
        if operator[-1] == "-":
            return argument if not current else current
        if operator[-1] == "?":
            return current
        if operator[-1] == "+":
            return argument if current else current
        if current is None or argument is None:
            return None
        return _pattern(current, operator, argument)

    def nested(self, word: str) -> str | None:
        """Return the value of the word inside braces."""
        inner = value(Text(word, Span(0, len(word))), self.escape, self.lookup, self.depth + 1)
        return str(inner) if inner.known else None


def closing_brace(text: str, start: int) -> int:
    """Return the index behind the brace that closes ``${``, or the end."""
    depth, at = 1, start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text.startswith("${", at):
            depth += 1
            at += 1
        elif text[at] == "}":
            depth -= 1
            if not depth:
                return at + 1
        at += 1
    return len(text)


def _pattern(current: str, operator: str, argument: str) -> str | None:
    """Apply the ``#``, ``%`` and ``/`` forms with a shell pattern (``*``, ``?`` and literals)."""
    if operator in ("/", "//"):
        pattern, _, replacement = argument.partition("/")
        expression = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
        if pattern.count("*") > 2:
            return None
        return re.sub(expression, lambda _: replacement, current, count=0 if operator == "//" else 1)
    if set(argument) & set("[]"):
        return None
    ends = range(len(current) + 1)
    prefix = operator[0] == "#"
    longest = len(operator) == 2
    if len(current) > 1024:
        return None
    for end in (reversed(ends) if longest == prefix else ends):
        part = current[:end] if prefix else current[end:]
        if _matches(part, argument):
            return current[end:] if prefix else current[:end]
    return current


def _matches(text: str, pattern: str) -> bool:
    """Match a pattern of literals, ``*`` and ``?`` without backtracking."""
    at = mark = 0
    star = -1
    position = 0
    while position < len(text):
        if at < len(pattern) and pattern[at] in ("?", text[position]) and pattern[at] != "*":
            at += 1
            position += 1
        elif at < len(pattern) and pattern[at] == "*":
            star, mark = at, position
            at += 1
        elif star >= 0:
            mark += 1
            at, position = star + 1, mark
        else:
            return False
    return all(character == "*" for character in pattern[at:])
