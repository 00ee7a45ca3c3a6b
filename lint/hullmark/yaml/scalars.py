"""What YAML scalars say, and where each of their characters is written.

Source: YAML 1.2.2, chapters 7.3 (flow scalars) and 8.1 (block scalars); YAML 1.1 for booleans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hullmark.deferred import pattern
from hullmark.text import SUBSTITUTED
from hullmark.text import Runs

if TYPE_CHECKING:
    from hullmark.yaml.node import Scalar

NULLS = frozenset(("", "~", "null", "Null", "NULL"))

BOOLEANS = {
    spelling: value
    for words, value in ((("y", "yes", "on", "true"), True), (("n", "no", "off", "false"), False))
    for word in words
    for spelling in (word, word.capitalize(), word.upper())
}

#: What templates and ``envsubst`` leave to be filled in. ``$(NAME)`` is Kubernetes' own and is filled in there.
PLACEHOLDER = pattern(r"\{\{|\$\{|\{%|\$\([A-Za-z_][\w.]*\)|\$[A-Z][A-Z0-9_]*\b")

_BLOCK_HEADER = pattern(r"[|>][^\n]*\n")
_DOUBLE = pattern(
    r"(?P<line>[ \t]*\r?\n\s*)|\\(?:x..|u....|U........|\r?\n[ \t]*|.)|[^\\\r\n \t]+|[ \t]+", re.DOTALL
)
_SINGLE = pattern(r"(?P<line>[ \t]*\r?\n\s*)|''|[^'\r\n \t]+|[ \t]+", re.DOTALL)
_PLAIN = pattern(r"(?P<line>[ \t]*\r?\n\s*)|[^\r\n \t]+|[ \t]+", re.DOTALL)

#: Where a piece of the value begins in it and in the file.
Piece = tuple[int, int]


def runs_of(scalar: Scalar) -> Runs | None:
    """Return where the characters of a scalar's value stand; ``SUBSTITUTED`` where that cannot be said for each."""
    source, start, value = scalar.source, scalar.start, scalar.value
    if scalar.style in ("'", '"'):
        if scalar.end - start - 2 == len(value):
            return (0,), (start + 1,)
        expression = _DOUBLE if scalar.style == '"' else _SINGLE
        return _runs(_flow(source, start + 1, scalar.end - 1, value, expression))
    if scalar.style in ("|", ">"):
        return _runs(_block(source, start, scalar.end, value))
    if scalar.end - start == len(value):
        return None
    return _runs(_flow(source, start, scalar.end, value, _PLAIN))


def _runs(pieces: Iterator[Piece]) -> Runs:
    """Return runs of pieces; those that continue the one before are left out."""
    indices: list[int] = []
    offsets: list[int] = []
    for index, offset in pieces:
        if index < 0:
            return SUBSTITUTED
        if not indices or offset - offsets[-1] != index - indices[-1]:
            indices.append(index)
            offsets.append(offset)
    return (tuple(indices), tuple(offsets)) if indices and indices[0] == 0 else SUBSTITUTED


def _flow(source: str, start: int, end: int, value: str, expression: re.Pattern[str]) -> Iterator[Piece]:
    """Yield the pieces of a plain or quoted scalar of several lines or with escapes; (-1, 0) where they do not fit."""
    at, index = start, 0
    while at < end:
        match = expression.match(source, at, end)
        if match is None:
            break
        piece, at = match[0], match.end()
        begin = match.start()
        if match.lastgroup == "line":
            folded = max(piece.count("\n") - 1, 1)
            yield index, begin
            for extra in range(1, folded):
                yield index + extra, begin
            index += folded
        elif piece[0] == "\\" and expression is _DOUBLE:
            if piece[1] in "\r\n":
                continue
            yield index, begin
            index += 1
        elif piece == "''" and expression is _SINGLE:
            yield index, begin
            index += 1
        else:
            if not value.startswith(piece, index):
                yield -1, 0
                return
            yield index, begin
            index += len(piece)
    if index != len(value) or at < end:
        yield -1, 0


def _block(source: str, start: int, end: int, value: str) -> Iterator[Piece]:
    """Yield the pieces of a block scalar: the lines of the value are looked for in order, behind their indentation."""
    header = _BLOCK_HEADER.match(source, start, end)
    if header is None:
        if value:
            yield -1, 0
        return
    at, index, size = header.end(), 0, len(value)
    while index < size and at < end:
        newline = source.find("\n", at, end)
        stop = newline if newline >= 0 else end
        begin = at
        while begin < stop and source[begin] == " " and not value.startswith(source[begin:stop].rstrip("\r"), index):
            begin += 1
        line = source[begin:stop].rstrip("\r")
        if not line:
            if index < size and value[index] == "\n":
                yield index, stop
                index += 1
            at = stop + 1
            continue
        if not value.startswith(line, index):
            yield -1, 0
            return
        yield index, begin
        index += len(line)
        if index < size:
            yield index, stop
            index += 1
        at = stop + 1
    if value[index:].strip("\n"):
        yield -1, 0
