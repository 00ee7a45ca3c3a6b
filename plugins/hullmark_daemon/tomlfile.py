"""TOML as located nodes: tomllib says what is wrong, and a reader of our own where everything stands.

Source: https://toml.io/en/v1.0.0. The reader passes over what it does not know, since tomllib has reported it.
"""

from __future__ import annotations

import re
import tomllib

from hullmark.plugin import Comment
from hullmark.plugin import LineIndex
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence
from hullmark.yaml import Stream

from hullmark_daemon.settings import Fault
from hullmark_daemon.settings import Parsed

#: Nesting of arrays and inline tables beyond this is refused.
MAX_DEPTH = 64
#: Characters of a text that tomllib is asked about.
_MAX_CHECKED = 500_000

_PLACE = pattern(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BLANK = pattern(r"(?:[ \t\r\n]+|#[^\n]*)*")
_COMMENT = pattern(r"#[^\n]*")
_MULTILINE = pattern(
    r'"""(?P<basic>(?:[^"\\]|\\.|"(?!""))*"{0,2})"""'
    r"|'''(?P<literal>(?:[^']|'(?!''))*'{0,2})'''",
    re.DOTALL,
)
_BASIC = pattern(r'"((?:[^"\\\n]|\\.)*)"')
_LITERAL = pattern(r"'([^'\n]*)'")
_BARE = pattern(r"[^\s,\]}#=\[{\"']+(?: \d\d:[\d:.Z+-]+)?")
_KEY = pattern(r"[^\s,\]}#=\[{\"'.]+")
_ESCAPE = pattern(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
_GAP = pattern(r"[ \t]*")


def read_toml(text: str) -> Parsed:
    """Read a TOML text. Never raises."""
    reader = _Reader(text)
    reader.read()
    stream = Stream(text)
    stream.roots.append(reader.root)
    faults = reader.faults or _refused(text)  # a key of many parts would take tomllib all memory there is
    return Parsed(stream, tuple(faults), tuple(reader.comments))


def _refused(text: str) -> list[Fault]:
    """Return what the grammar refuses, at its place."""
    try:
        if len(text) <= _MAX_CHECKED:
            tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _PLACE.search(message)
        at = len(text.rstrip()) - 1
        if found is not None and found[1]:
            start = LineIndex(text.replace("\r\n", " \n")).starts[int(found[1]) - 1]
            at = min(start + int(found[2]) - 1, at)
        said = message[:found.start()] if found is not None else "it cannot be read"
        at = max(at, 0)
        return [Fault(Span(at, at + 1), f"this is no TOML: {said[:1].lower()}{said[1:60].rstrip('.')}")]
    except (RecursionError, ValueError):
        pass
    return []


class _Reader:
    """Reads tables and values from the beginning to the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.root = Mapping(text, 0, False, "")
        self.root.end = len(text)
        self.faults: list[Fault] = []
        self.comments: list[Comment] = []

    def read(self) -> None:
        """Read the whole text."""
        table = self.root
        while self.skip() < len(self.text):
            before = self.at
            if self.text.startswith("[", before):
                many = self.text.startswith("[[", before)
                self.at += 2 if many else 1
                keys = self.keys()
                table = self.table(keys, many)
                self.line_end()
            else:
                self.pair(table, 0)
                self.line_end()
            if self.at == before:
                self.at += 1

    def skip(self) -> int:
        """Pass over blanks, line ends and comments, which are kept; return where that ends."""
        found = _BLANK.match(self.text, self.at)
        if found is not None and found.end() > self.at:
            for comment in _COMMENT.finditer(self.text, self.at, found.end()):
                whole = Text(comment[0].rstrip(), Span(comment.start(), comment.start() + len(comment[0].rstrip())))
                self.comments.append(Comment(whole.part(1).strip_part(), whole.span))
            self.at = found.end()
        return self.at

    def line_end(self) -> None:
        """Pass over what is left of a line up to a comment."""
        end = self.text.find("\n", self.at)
        end = end if end >= 0 else len(self.text)
        mark = self.text.find("#", self.at, end)
        self.at = mark if mark >= 0 else end

    def keys(self) -> list[Scalar]:
        """Read a key with its dots."""
        found: list[Scalar] = []
        while True:
            self.gap()
            key = self.string() or self.word(_KEY)
            if key is None:
                return found
            if len(found) >= MAX_DEPTH:
                self.faults.append(Fault(key.span, f"more than {MAX_DEPTH} levels of nesting"))
                self.at = len(self.text)
                return found
            found.append(key)
            self.gap()
            if not self.text.startswith(".", self.at):
                return found
            self.at += 1

    def gap(self) -> None:
        """Pass over blanks within a line."""
        found = _GAP.match(self.text, self.at)
        self.at = found.end() if found is not None else self.at

    def table(self, keys: list[Scalar], many: bool) -> Mapping:
        """Return the table of a header, made where it is not there; the last of several."""
        table = self.root
        for index, key in enumerate(keys):
            last = index == len(keys) - 1
            known = table.get(key.value)
            if many and last:
                if not isinstance(known, Sequence):
                    known = Sequence(key.start, False, "")
                    table.items[key.value] = key, known
                known.items.append(Mapping(self.text, key.start, False, ""))
            elif not isinstance(known, (Mapping, Sequence)):
                known = Mapping(self.text, key.start, False, "")
                table.items[key.value] = key, known
            if isinstance(known, Sequence):
                known = next((item for item in reversed(known.items) if isinstance(item, Mapping)), None)
            table = known if isinstance(known, Mapping) else Mapping(self.text, key.start, False, "")
            table.end = max(table.end, key.end)
        return table

    def pair(self, table: Mapping, depth: int) -> None:
        """Read ``key = value`` into a table."""
        keys = self.keys()
        self.gap()
        if not keys or not self.text.startswith("=", self.at):
            return
        self.at += 1
        self.gap()
        value = self.value(depth)
        for key in keys[:-1]:
            below = table.get(key.value)
            if not isinstance(below, Mapping):
                below = Mapping(self.text, key.start, False, "")
                table.items[key.value] = key, below
            table.end = max(table.end, self.at)
            table = below
        table.end = max(table.end, self.at)
        if value is not None:
            table.items.setdefault(keys[-1].value, (keys[-1], value))

    def value(self, depth: int) -> Node | None:
        """Read a value."""
        opening = self.text[self.at:self.at + 1]
        if opening in ("[", "{") and opening:
            if depth >= MAX_DEPTH:
                self.faults.append(Fault(Span(self.at, self.at + 1), f"more than {MAX_DEPTH} levels of nesting"))
                self.at = len(self.text)
                return None
            return self.array(depth + 1) if opening == "[" else self.inline(depth + 1)
        return self.string() or self.word(_BARE)

    def array(self, depth: int) -> Sequence:
        """Read an array."""
        found = Sequence(self.at, True, "")
        self.at += 1
        while self.skip() < len(self.text) and not self.text.startswith("]", self.at):
            before = self.at
            item = self.value(depth)
            if item is not None:
                found.items.append(item)
            self.skip()
            if self.text.startswith(",", self.at):
                self.at += 1
            elif self.at == before:
                break
        self.at = min(self.at + 1, len(self.text))
        found.end = self.at
        return found

    def inline(self, depth: int) -> Mapping:
        """Read an inline table."""
        found = Mapping(self.text, self.at, True, "")
        self.at += 1
        while self.skip() < len(self.text) and not self.text.startswith("}", self.at):
            before = self.at
            self.pair(found, depth)
            self.skip()
            if self.text.startswith(",", self.at):
                self.at += 1
            elif self.at == before:
                break
        self.at = min(self.at + 1, len(self.text))
        found.end = self.at
        return found

    def string(self) -> Scalar | None:
        """Read a string of one or several lines, None where none begins."""
        start = self.at
        many = _MULTILINE.match(self.text, start)
        if many is not None:
            self.at = many.end()
            basic = many["basic"]
            value = _plain(basic) if basic is not None else many["literal"]
            return Scalar(self.text, start, self.at, value.removeprefix("\r").removeprefix("\n"), '"', "")
        for expression, style in ((_BASIC, '"'), (_LITERAL, "'")):
            found = expression.match(self.text, start)
            if found is not None:
                self.at = found.end()
                value = _plain(found[1]) if style == '"' else found[1]
                return Scalar(self.text, start, self.at, value, style, "")
        return None

    def word(self, expression: re.Pattern[str]) -> Scalar | None:
        """Read a bare key or a bare value, None where none begins."""
        found = expression.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return Scalar(self.text, found.start(), found.end(), found[0], "", "")


def _plain(value: str) -> str:
    """Return a basic string without its escapes."""
    return _ESCAPE.sub(_unescaped, value) if "\\" in value else value


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _LETTERS.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number < 0x110000 else "\ufffd"
