"""What a comment in YAML belongs to."""

from __future__ import annotations

from hullmark.text import LineIndex
from hullmark.text import Span


def governed(lines: LineIndex, comment: Span) -> Span:
    """Return the line of a comment; for one on a line of its own, the line below with what belongs to it.

    A comment above a key covers the key's whole value.
    """
    text = lines.text
    line = lines.line(comment.start)
    if text[lines.starts[line]:comment.start].strip():
        return lines.span(line)
    size = len(lines.starts)
    below = line + 1
    while below < size and text[slice(*lines.span(below))].lstrip()[:1] in ("", "#"):
        below += 1
    if below >= size:
        return Span(comment.start, comment.start)
    first = lines.span(below)
    return Span(first.start, max(first.end, _value_end(text, first)))


def _value_end(text: str, line: Span) -> int:
    """Return the end of what begins on a line: a key with its value, or an item, goes on where lines are indented."""
    indent = len(text[line.start:line.end]) - len(text[line.start:line.end].lstrip())
    item = text.startswith("- ", line.start + indent)
    end = line.end
    at = text.find("\n", line.end) + 1
    while at:
        newline = text.find("\n", at)
        stop = newline if newline >= 0 else len(text)
        row = text[at:stop]
        stripped = row.lstrip()
        depth = len(row) - len(stripped)
        if stripped and not (depth > indent or depth == indent and not item and stripped.startswith("- ")):
            break
        if stripped:
            end = stop
        at = stop + 1 if newline >= 0 else 0
    return end
