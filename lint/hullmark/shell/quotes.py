"""What shell words say once their quotes are removed.

Grammar: POSIX.1-2017, Shell Command Language 2.2, with bash's ``$'...'``.
"""

from __future__ import annotations

import re

from hullmark.shell.words import ANSI
from hullmark.shell.words import Words
from hullmark.text import SUBSTITUTED
from hullmark.text import Text
from hullmark.text import join

_UNQUOTED = re.compile(r"[^'\"\\$`]+")
_QUOTED = re.compile(r"[^\"\\$`]+")
_SPECIAL = re.compile(r"['\"\\$`]")
_QUOTES = re.compile(r"['\"\\]")
#: A word that stands in quotes as a whole, and what is expanded in double quotes or without any.
_SIMPLE = re.compile(r"'[^']+'|\"[^\"\\]+\"")
_EXPANDED = re.compile(r"`|\$[A-Za-z0-9_@*#?$!{(-]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")


def dequote(reader: Words, start: int, end: int) -> Text:
    """Return the word from ``start`` to ``end`` without its quotes; not known when it holds an expansion."""
    whole, raw = reader.text.part(start, end), reader.raw
    if not _SPECIAL.search(raw, start, end):
        return whole
    if _SIMPLE.fullmatch(raw, start, end):
        inner = whole.inside(1, end - start - 1)
        inner.known = inner.known and (raw[start] == "'" or not _EXPANDED.search(raw, start, end))
        return inner
    if not _QUOTES.search(raw, start, end) and _EXPANDED.search(raw, start, end):
        whole.known = False
        return whole
    pieces, known = _pieces(reader, start, end)
    known = known and whole.known
    if whole.runs == SUBSTITUTED:
        return whole.substitute("".join(value for value, _ in pieces), known)
    result = join(pieces, whole.end)
    runs = result.runs or ((0,), (result.start if pieces else whole.start,))
    return Text(str(result), whole.span, runs, known, whole.editable)


def _pieces(reader: Words, start: int, end: int) -> tuple[list[tuple[str, int]], bool]:
    """Return what stays of a word, with the places, and whether nothing in it is expanded."""
    raw, text = reader.raw, reader.text
    pieces: list[tuple[str, int]] = []
    known, quoted, at = True, False, start
    while at < end:
        plain = (_QUOTED if quoted else _UNQUOTED).match(raw, at, end)
        character = raw[at]
        if plain is not None:
            first, last, at = at, plain.end(), plain.end()
        elif character == '"':
            quoted = not quoted
            at += 1
            continue
        elif character == "'":
            closing = raw.find("'", at + 1, end)
            first, last = at + 1, end if closing < 0 else closing
            at = last + 1
        elif character == "\\":
            first, last, at = _escape(raw, at, end, quoted)
        elif raw.startswith("$'", at, end) and not quoted:
            match = ANSI.match(raw, at + 2, end)
            first, last = at + 2, match.end() - 1 if match else end
            at = last + 1
        else:
            first, last = at, min(_expansion_end(reader, at, end), end)
            known = known and character == "$" and last == at + 1
            at = last
        if last > first:
            if text.runs is None:
                pieces.append((raw[first:last], text.start + first))
            else:
                pieces.extend(text.part(first, last).pieces())
    return pieces, known


def _escape(raw: str, at: int, end: int, quoted: bool) -> tuple[int, int, int]:
    """Return what a backslash leaves, from where to where, and the index behind it."""
    if raw.startswith("\n", at + 1, end):
        return at, at, at + 2
    if raw.startswith("\r\n", at + 1, end):
        return at, at, at + 3
    first = at if quoted and raw[at + 1:at + 2] not in ("$", "`", '"', "\\") else at + 1
    return first, min(at + 2, end), at + 2


def _expansion_end(reader: Words, at: int, end: int) -> int:
    """Return the end of the expansion at ``at``, one character for a dollar that expands nothing."""
    known = reader.ends.get(at)
    if known is not None:
        return known
    if reader.raw[at] == "`" or reader.raw[at + 1:at + 2] in ("{", "("):
        return end
    name = _NAME.match(reader.raw, at + 1, end)
    return name.end() if name else at + 1
