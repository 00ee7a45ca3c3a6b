"""Where things are written: spans, strings that remember their place, and line numbers.

All offsets are 0-based code points of the decoded file, without its byte order mark.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Sequence
from typing import NamedTuple

#: Indices of a text's characters, and where the run of characters that begins there stands in the file.
Runs = tuple[Sequence[int], Sequence[int]]

#: The runs of a text whose value comes from elsewhere: each part of it points at the whole.
SUBSTITUTED: Runs = ((), ())


_new = str.__new__
_slice = str.__getitem__


class Span(NamedTuple):
    """A half-open range of offsets."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace what stands at ``span`` by ``text``; an empty span inserts."""

    span: Span
    text: str


class Text(str):
    """A string that knows where each of its characters is written.

    ``span`` covers the whole as written, quotes included. ``runs`` is None when the characters stand side by side
    from ``span.start``. ``known`` is False when the value holds a variable or template that cannot be computed; the
    characters are then the raw spelling. ``editable`` is False when the value comes from elsewhere.

    A slice is a plain ``str``; ``part`` keeps the place.
    """

    __slots__ = ("start", "end", "runs", "known", "editable")

    start: int
    end: int
    runs: Runs | None
    known: bool
    editable: bool

    def __new__(
        cls, value: str, span: Span, runs: Runs | None = None, known: bool = True, editable: bool = True
    ) -> Text:
        self = _new(cls, value)
        self.start, self.end = span
        self.runs = runs
        self.known = known
        self.editable = editable
        return self

    def __getnewargs__(self) -> tuple[str, Span, Runs | None, bool, bool]:  # type: ignore[override]
        return str(self), self.span, self.runs, self.known, self.editable

    @property
    def span(self) -> Span:
        """Where the whole is written."""
        return Span(self.start, self.end)

    def offset(self, index: int) -> int:
        """Return the offset in the file of the character at ``index`` (0 to the length, which is the end)."""
        if self.runs is None:
            return self.start + index
        indices, offsets = self.runs
        if not indices:
            return self.start
        run = bisect_right(indices, index) - 1
        return offsets[run] + index - indices[run]

    def part(self, start: int, end: int | None = None) -> Text:
        """Return the characters from ``start`` to before ``end`` with their place."""
        value = self[start:] if end is None else self[start:end]
        part = _new(Text, value)
        part.known = self.known
        part.editable = self.editable
        runs = self.runs
        if runs is None:
            part.runs = None
            part.start = first = self.start + start
            part.end = first + len(value)
            return part
        indices, offsets = runs
        if not indices:
            part.runs = runs
            part.start, part.end = self.start, self.end
            return part
        run = bisect_right(indices, start)
        part.start = first = offsets[run - 1] + start - indices[run - 1]
        end = start + len(value)
        if run == len(indices) or indices[run] >= end:
            part.runs = None
            part.end = first + len(value)
            return part
        tail = bisect_right(indices, end - 1)
        part.end = offsets[tail - 1] + end - indices[tail - 1]
        part.runs = (0, *(index - start for index in indices[run:tail])), (first, *offsets[run:tail])
        return part

    def inside(self, start: int, end: int) -> Text:
        """Return the characters from ``start`` to before ``end``, underlined by the whole: what is in quotes."""
        part = self.part(start, end)
        if part.runs is None:
            part.runs = (0,), (part.start,)
        part.start, part.end = self.start, self.end
        return part

    def pieces(self) -> list[tuple[str, int]]:
        """Return the runs of characters that stand side by side, each with its offset: what ``join`` takes."""
        if self.runs is None or not self.runs[0]:
            return [(str(self), self.start)]
        indices, offsets = self.runs
        stops = [*indices[1:], len(self)]
        return [(_slice(self, slice(start, stop)), at) for start, stop, at in zip(indices, stops, offsets)]

    def strip_part(self, characters: str | None = None) -> Text:
        """Return the text without the given characters (white space) at both ends."""
        left, right = len(self.lstrip(characters)), len(self.rstrip(characters))
        size = len(self)
        return self if left == right == size else self.part(size - left, max(size - left, right))

    def substitute(self, value: str, known: bool = True) -> Text:
        """Return a text with another value, all of which is underlined by this one and none of which is editable."""
        return Text(value, self.span, SUBSTITUTED, known, False)

    def edit(self, new: str) -> Edit | None:
        """Return the edit that makes the value ``new``, quotes kept; None where the text may not be edited."""
        if not self.editable or not self.known:
            return None
        if self.runs is None:
            return Edit(self.span, new)
        first = self.offset(0)
        simple = self.offset(len(self) - 1) - first == len(self) - 1 if self else False
        if simple and not set(new) & set("\"'\\`$\n"):
            return Edit(Span(first, first + len(self)), new)
        return None


def join(pieces: Iterable[tuple[str, int]], end: int | None = None) -> Text:
    """Make one text of pieces, each given with its offset in the file, in order.

    ``end`` is the end of the span when it lies behind the last character.
    """
    values: list[str] = []
    indices: list[int] = []
    offsets: list[int] = []
    length = 0
    start = behind = None
    for value, offset in pieces:
        if start is None:
            start = offset
        if value:
            if offset != behind:
                indices.append(length)
                offsets.append(offset)
            values.append(value)
            length += len(value)
            behind = offset + len(value)
    start = start or 0
    behind = start if behind is None else behind
    span = Span(start, behind if end is None else end)
    contiguous = len(indices) <= 1 and (not indices or offsets[0] == start)
    return Text("".join(values), span, None if contiguous else (tuple(indices), tuple(offsets)))


def bare(value: str) -> Text:
    """Return a text that is written nowhere, at offset 0: for values that a format supplies by default."""
    return Text(value, Span(0, 0), SUBSTITUTED, True, False)


def holds(text: str, words: Iterable[str]) -> bool:
    """Tell whether one of some words in lower case stands in a text, in any case; a loop, since it is asked often."""
    lower = text.lower()
    for word in words:
        if word in lower:
            return True
    return False


class Comment(NamedTuple):
    """A comment: ``text`` without its marker and the blanks around it, ``span`` with the marker."""

    text: Text
    span: Span


class LineIndex:
    """Lines and columns of offsets. Lines end with ``\\n`` alone, as for Docker and Kubernetes."""

    def __init__(self, text: str) -> None:
        self.text = text
        starts = array("Q", (0,))  # a tenth of what a list of numbers takes
        find = text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        self.starts = starts

    def line(self, offset: int) -> int:
        """Return the 0-based line of an offset."""
        return bisect_right(self.starts, offset) - 1

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 0-based line and column, in code points, of an offset."""
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]

    def span(self, line: int) -> Span:
        """Return the range of a 0-based line, without its line end."""
        start = self.starts[line]
        end = self.starts[line + 1] - 1 if line + 1 < len(self.starts) else len(self.text)
        if end > start and self.text[end - 1] == "\r":
            end -= 1
        return Span(start, end)
