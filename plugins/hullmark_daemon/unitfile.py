"""Unit files of systemd as sections of located entries.

Source: systemd.syntax(7). A line that ends with a backslash goes on behind the next one that is no comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Comment
from hullmark.plugin import LineIndex
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import join
from hullmark.plugin import pattern

from hullmark_daemon.settings import Fault

#: Specifiers of systemd, and variables that it puts into a command.
UNKNOWN = pattern(r"(?<!%)(?:%%)*%[A-Za-z]|\$\{|\$[A-Za-z_]")

_TRUE = frozenset(("1", "yes", "true", "on", "y", "t"))
_FALSE = frozenset(("0", "no", "false", "off", "n", "f"))
_WORD = pattern(r"(?:[^\s'\"\\]+|'(?:[^'\\]|\\.)*(?:'|$)|\"(?:[^\"\\]|\\.)*(?:\"|$)|\\.|\\$)+")
_PIECE = pattern(r"\\(?P<escaped>.)|(?P<quote>['\"])|[^'\"\\]+|\\$")


class Entry(NamedTuple):
    """``Key=Value``; ``value`` is joined from its lines, blanks around it left out."""

    span: Span
    key: Text
    value: Text


class Section(NamedTuple):
    """A section; one that stands in the file twice is one."""

    name: Text
    entries: list[Entry]

    @property
    def span(self) -> Span:
        """The name's place."""
        return self.name.span

    def all(self, key: str) -> list[Text]:
        """Return the values of a key that may stand several times; an empty one takes back those before it."""
        found: list[Text] = []
        for entry in self.entries:
            if entry.key == key and entry.value:
                found.append(entry.value)
            elif entry.key == key:
                found.clear()
        return found

    def last(self, key: str) -> Text | None:
        """Return the value of a key that holds in the end, None for none and for an empty one."""
        values = self.all(key)
        return values[-1] if values else None

    def words(self, key: str) -> list[Text]:
        """Return the words in the values of a key, quotes removed."""
        return [word for value in self.all(key) for word in split(value)]

    def flag(self, key: str) -> Text | None:
        """Return a boolean as "true" or "false", underlining what is written; another value as it is."""
        value = self.last(key)
        if value is None:
            return None
        word = "true" if value.lower() in _TRUE else "false" if value.lower() in _FALSE else str(value)
        return value if value == word else value.substitute(word, value.known)


class Unit(NamedTuple):
    """A unit file: its sections by name, in their order. ``beside`` are the names of the units of its folder."""

    span: Span
    sections: dict[str, Section]
    faults: list[Fault]
    comments: list[Comment]
    beside: set[str]

    def section(self, name: str) -> Section:
        """Return a section, an empty one where it is missing."""
        return self.sections.get(name) or Section(Text(name, self.span), [])


def read_unit(text: str, span: Span) -> Unit:
    """Read a unit file; ``span`` is its grip. Never raises."""
    unit = Unit(span, {}, [], [], set())
    lines = LineIndex(text)
    section: Section | None = None
    number = 0
    while number < len(lines.starts):
        line = _line(text, lines.span(number))
        number += 1
        if not line:
            continue
        if line[0] in "#;":
            unit.comments.append(Comment(line.part(1).strip_part(), line.span))
        elif line[0] == "[":
            name = line.part(1, len(line) - 1 if line.endswith("]") else len(line))
            if not line.endswith("]"):
                unit.faults.append(Fault(line.span, "the bracket of this section is never closed"))
            section = unit.sections.setdefault(str(name), Section(name, []))
        else:
            pieces, number = _continued(text, lines, number, line, unit.comments)
            _entry(unit, section, join(pieces))
    return unit


def _line(text: str, span: Span) -> Text:
    return Text(text[span.start:span.end], span).strip_part()


def _continued(
    text: str, lines: LineIndex, number: int, line: Text, comments: list[Comment]
) -> tuple[list[tuple[str, int]], int]:
    """Return the pieces of an entry with its further lines, and the number of the line behind it."""
    pieces = []
    while line.endswith("\\") and number < len(lines.starts):
        pieces += [(str(line)[:-1], line.start), (" ", line.end - 1)]
        line = _line(text, lines.span(number))
        number += 1
        while line and line[0] in "#;" and number < len(lines.starts):
            comments.append(Comment(line.part(1).strip_part(), line.span))
            line = _line(text, lines.span(number))
            number += 1
    pieces.append((str(line), line.start))
    return pieces, number


def _entry(unit: Unit, section: Section | None, whole: Text) -> None:
    """Add an entry to its section."""
    equals = whole.find("=")
    if equals < 0:
        unit.faults.append(Fault(whole.span, "this is no setting; write Key=Value"))
    elif section is None:
        unit.faults.append(Fault(whole.span, "the setting stands before the first section"))
    else:
        value = whole.part(equals + 1).strip_part()
        value.known = not UNKNOWN.search(value)
        section.entries.append(Entry(whole.span, whole.part(0, equals).strip_part(), value))


def split(text: Text) -> Iterator[Text]:
    """Yield the words of a value as systemd takes it apart, quotes and backslashes removed."""
    for match in _WORD.finditer(text):
        whole = text.part(*match.span())
        if any(mark in whole for mark in "'\"\\"):
            whole = _plain(whole)
        whole.known = not UNKNOWN.search(whole)
        yield whole


def _plain(whole: Text) -> Text:
    pieces: list[tuple[str, int]] = []
    quote = ""
    for match in _PIECE.finditer(whole):
        mark = match["quote"]
        if mark and quote in ("", mark):
            quote = "" if quote else mark
        else:
            pieces += whole.part(*match.span("escaped" if match["escaped"] else 0)).pieces()
    found = join(pieces, whole.end)
    return found if pieces else whole.substitute("")
