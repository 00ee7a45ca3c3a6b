"""Lines to instructions.

dockerfile-parse says which lines begin an instruction. What it gets wrong is left out of what it reads, which is the
first line of whatever stands between comments and blank lines, without the mark that continues it: dockerfile-parse

* takes the bodies of here-documents for instructions, and a blank line inside a continued instruction for its end;
* takes a doubled escape character at the end of a line for a mark, and loses an instruction that the end of the file
  cuts off behind one;
* finds no ``escape`` directive behind directives that it does not know;
* takes quadratic time to join the lines of one instruction.

Reference: frontend/dockerfile/parser of BuildKit 0.25.
"""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from hullmark.plugin import LineIndex
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import join
from hullmark.plugin import pattern

from hullmark_dockerfile import lexer

#: What may be the mark at the end of a line that goes on.
_MARKS = "\\`"
#: Instructions whose words can open a here-document.
_HEREDOC_KEYWORDS = frozenset(("RUN", "COPY", "ADD"))
#: Here-documents of one instruction that are read.
_MAX_HEREDOCS = 64

_DIRECTIVE = pattern(r"\s*#\s*([A-Za-z][A-Za-z0-9]*)\s*=(.+)")
_DIRECTIVES = ("syntax", "escape", "check")
_WORD = pattern(r"""(?:[^\s'"\\]++|\\.|'[^']*(?:'|$)|"(?:[^"\\]++|\\.)*(?:"|$)|\\$)+""")
_HEREDOC = pattern(r"(\d*)<<(-?)([^<]*)$")


class Directive(NamedTuple):
    """A parser directive at the top of the file: ``# name=value``. ``first`` tells the first of its name."""

    name: Text
    value: Text
    span: Span
    first: bool


class Heredoc(NamedTuple):
    """A here-document: the word that opens it, the name of its end, its body and whether the end is there."""

    word: Text
    name: str
    body: Text
    expands: bool
    terminated: bool
    chomp: bool = False
    end: int = 0


class Piece(NamedTuple):
    """An instruction: its lines (0-based, the last without here-documents), its joined text, and what belongs to it.

    ``blanks`` are the empty lines that its continuation runs over, also those where it should go on at the end of the
    file.
    """

    first: int
    last: int
    text: Text
    heredocs: tuple[Heredoc, ...]
    blanks: tuple[int, ...]


class Layout(NamedTuple):
    """A file split: directives, the escape character, instructions, and the lines that are comments."""

    directives: tuple[Directive, ...]
    escape: str
    pieces: tuple[Piece, ...]
    comments: tuple[int, ...]


def split(text: str, lines: LineIndex) -> Layout:
    """Split the text of a Dockerfile; never raises."""
    from dockerfile_parse import DockerfileParser  # not for manifests, whose scripts are read with what is made of it
    from dockerfile_parse.constants import COMMENT_INSTRUCTION

    rows = text.split("\n")
    directives, escape = _directives(text, lines, rows)
    mender = _Mender(text, lines, rows, escape)
    mender.run(len(directives))
    pieces = []
    for item in DockerfileParser(fileobj=BytesIO(mender.mended())).structure:
        if item["instruction"] == COMMENT_INSTRUCTION and item["content"].lstrip().startswith("#"):
            continue
        piece = mender.piece(*mender.ranges[item["startline"]])
        if piece.text:
            pieces.append(piece)
    return Layout(directives, escape, tuple(pieces), tuple(sorted(mender.comments)))


def _directives(text: str, lines: LineIndex, rows: list[str]) -> tuple[tuple[Directive, ...], str]:
    """Read the parser directives: leading lines ``# name=value`` with known names, before anything else."""
    found: list[Directive] = []
    escape = "\\"
    seen: set[str] = set()
    for number, row in enumerate(rows):
        span = lines.span(number)
        match = _DIRECTIVE.match(row[:span.end - span.start])
        if match is None or match[1].lower() not in _DIRECTIVES:
            break
        name, value = (
            Text(match[group], Span(span.start + match.start(group), span.start + match.end(group))) for group in (1, 2)
        )
        value = value.strip_part() if value.strip() else value
        key = name.lower()
        found.append(Directive(name, value, span, key not in seen))
        if key == "escape" and key not in seen and value in ("\\", "`"):
            escape = str(value)
        seen.add(key)
    return tuple(found), escape


class _Mender:
    """Finds comments, continuations and here-documents, and writes the lines that dockerfile-parse is to read.

    ``ranges`` are the first and the last line that belong to each of those.
    """

    def __init__(self, text: str, lines: LineIndex, rows: list[str], escape: str) -> None:
        self.text = text
        self.lines = lines
        self.rows = rows
        self.opening = "<<" in text
        self.escape = escape
        self.ranges: list[tuple[int, int]] = []
        self.comments: set[int] = set()
        self.blanks: dict[int, tuple[int, ...]] = {}
        self.heredocs: dict[int, tuple[Heredoc, ...]] = {}
        self.marks = [self.continued(row) if escape in row else -1 for row in rows]

    def continued(self, row: str) -> int:
        """Return where the mark stands that continues a line, -1 where there is none.

        BuildKit's expression is ``([^\\\\])\\\\[ \\t]*$|^\\\\[ \\t]*$``: an escaped escape character continues nothing.
        """
        if row[-1] != self.escape:
            row = row.rstrip("\r").rstrip(" \t")
        return len(row) - 1 if row[-1:] == self.escape != row[-2:-1] else -1

    def run(self, first: int) -> None:
        """Go through the lines from ``first`` on."""
        number, count = first, len(self.rows)
        for directive in range(first):
            self.comments.add(directive)
        while number < count:
            stripped = self.rows[number].strip()
            if stripped.startswith("#"):
                self.comments.add(number)
            elif stripped:
                number = self.instruction(number)
            number += 1

    def instruction(self, first: int) -> int:
        """Read the instruction that begins at a line; return its last line, here-documents included."""
        if self.marks[first] < 0 and not self.opening:
            self.ranges.append((first, first))
            return first
        number, last, count = first, first, len(self.rows)
        blanks: list[int] = []
        while number < count and self.marks[number] >= 0:
            last = number
            number = self.next_line(number + 1, blanks)
        if number < count:
            last = number
        self.ranges.append((first, last))
        if blanks:
            self.blanks[first] = tuple(blanks)
        end = min(number, count - 1)
        opened = self.opened(first, last)
        if opened:
            end = self.read_heredocs(first, last, opened)
        return max(end, last)

    def next_line(self, number: int, blanks: list[int]) -> int:
        """Return the next line of a continued instruction; comments and blank lines, which are noted, do not end it."""
        behind = len(self.rows) - 1
        while number < len(self.rows):
            stripped = self.rows[number].strip()
            if stripped.startswith("#"):
                self.comments.add(number)
            elif stripped:
                break
            elif number < behind or self.rows[number]:
                blanks.append(number)
            number += 1
        return number

    def opened(self, first: int, last: int) -> list[tuple[Text, str, bool, bool]]:
        """Return word, name, chomp and expansion of the here-documents that an instruction opens."""
        if not self.opening or not any("<<" in row for row in self.rows[first:last + 1]):
            return []
        text = self.joined(first, last)
        if not self.opens(text):
            return []
        found: list[tuple[Text, str, bool, bool]] = []
        for word in _WORD.finditer(text):
            match = _HEREDOC.match(word[0])
            if match and len(found) < _MAX_HEREDOCS:
                name = str(lexer.value(Text(match[3], Span(0, len(match[3]))), "\\"))
                if name:
                    found.append((text.part(*word.span()), name, bool(match[2]), name == match[3]))
        return found

    def opens(self, text: Text) -> bool:
        """Tell whether the words of an instruction can open here-documents."""
        size, rest = lexer.head(text)
        if text[:size].upper() == "ONBUILD":
            text = rest
            size, rest = lexer.head(text)
        if text[:size].upper() not in _HEREDOC_KEYWORDS:
            return False
        array = lexer.array(lexer.flags(rest, self.escape)[1])
        return array is None or array.error != ""

    def read_heredocs(self, first: int, last: int, opened: list[tuple[Text, str, bool, bool]]) -> int:
        """Read the bodies behind an instruction; return the last line that belongs to one."""
        number, count = last + 1, len(self.rows)
        found = []
        for word, name, chomp, expands in opened:
            begin = number
            while number < count:
                row = self.rows[number].rstrip("\r")
                if (row.lstrip("\t") if chomp else row) == name:
                    break
                number += 1
            terminated = number < count
            start = self.lines.starts[begin] if begin < count else len(self.text)
            end = self.lines.starts[number] if terminated else len(self.text)
            body = self.chomped(begin, number) if chomp else Text(self.text[start:end], Span(start, end))
            behind = self.lines.span(number).end if terminated else end
            found.append(Heredoc(word, name, body, expands, terminated, chomp, behind))
            number += 1
        self.heredocs[first] = tuple(found)
        return min(number, count) - 1

    def chomped(self, begin: int, end: int) -> Text:
        """Return lines without their leading tabs."""
        pieces = []
        for number in range(begin, min(end, len(self.rows))):
            row = self.rows[number]
            tabs = len(row) - len(row.lstrip("\t"))
            newline = "\n" if number + 1 < len(self.rows) else ""
            pieces.append((row[tabs:] + newline, self.lines.starts[number] + tabs))
        start = self.lines.starts[begin] if begin < len(self.rows) else len(self.text)
        return join(pieces) if pieces else Text("", Span(start, start))

    def mended(self) -> bytes:
        """Return what dockerfile-parse is to read."""
        rows = [self.rows[first].rstrip() for first, _ in self.ranges]
        rows = [row.rstrip(_MARKS) + "x" if row[-1] in _MARKS else row for row in rows]
        return ("\n".join(rows) + "\n").encode("utf-8", "replace")

    def joined(self, first: int, last: int) -> Text:
        """Return the text of an instruction without line ends, continuation marks, comments and outer blanks."""
        if first == last:
            row = self.rows[first]
            mark = self.marks[first]
            row = row[:mark] if mark >= 0 else row
            start = self.lines.starts[first] + len(row) - len(row.lstrip())
            row = row.strip()
            return Text(row, Span(start, start + len(row)))
        pieces = []
        starts = self.lines.starts
        for number in range(first, last + 1):
            row, mark = self.rows[number], self.marks[number]
            if number in self.comments or mark < 0 and not row.strip() and number != first:
                continue
            row = row[:mark] if mark >= 0 else row.rstrip("\r")
            if row:
                pieces.append((row, starts[number]))
        return join(pieces).strip_part()

    def piece(self, first: int, last: int) -> Piece:
        """Return the instruction on the given lines."""
        blanks = self.blanks.get(first, ())
        return Piece(first, last, self.joined(first, last), self.heredocs.get(first, ()), blanks)
