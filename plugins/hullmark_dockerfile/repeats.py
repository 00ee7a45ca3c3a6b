"""Instructions of which only the last in a stage counts."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span

from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage


def superseded(stage: Stage, key: str, document: Document) -> Iterator[Problem]:
    """Flag the instructions that a later one of the same stage replaces; in the profile all also the last of them."""
    found = stage.of(key)
    for instruction, following in zip(found, found[1:]):
        message = f"the {key} in line {_line(following, document)} replaces this one"
        notes = ((following.keyword, "this one replaces it"),)
        yield Problem(instruction.keyword, message, _removed(instruction, document), notes)
    if len(found) > 1:
        message = f"this {key} replaces the one in line {_line(found[-2], document)}"
        yield Problem(found[-1].keyword, message, severity=INFO, profile=ALL)


def _line(instruction: Instruction, document: Document) -> int:
    return document.position(instruction.span.start)[0] + 1


def _removed(instruction: Instruction, document: Document) -> Fix | None:
    """Return the fix that deletes an instruction with its lines, unless comments stand among them."""
    start = document.lines.starts[document.position(instruction.span.start)[0]]
    end = document.text.find("\n", instruction.end) + 1 or len(document.text)
    lines = document.text[start:end].split("\n")
    if any(line.lstrip().startswith("#") for line in lines):
        return None
    return Fix(f"delete this {instruction.key}", (Edit(Span(start, end), ""),), safe=False)
