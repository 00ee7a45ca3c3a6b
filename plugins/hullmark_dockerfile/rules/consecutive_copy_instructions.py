"""Several COPY or ADD in a row write to one place.

Why: each makes a layer of its own, which costs time at build and at pull and gains no caching, since nothing stands
between them.
Instead: name all sources in one instruction, ``COPY package.json gulpfile.js ./``.
Flags: COPY after COPY, or ADD after ADD, on the next line, with the same flags and the same destination.
Not flagged: other flags or another destination; a comment, a blank line or an instruction between them; the whole
build context as a source, which changes more often than single files; here-documents; stages that only build.
Fix safety: safe; the sources are moved into the first instruction in their order, only where the destination ends
with a slash and each instruction stands on one line.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage


@rule(BUILD, INFO, on=Stage, profile=STRICT, peers="kics:Multiple-RUN,-ADD,-COPY,-Instructions-Listed")
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the first of each row."""
    if not stage.ships:
        return
    row: list[Instruction] = []
    for instruction in stage.instructions:
        if row and _continues(row[-1], instruction):
            row.append(instruction)
            continue
        if len(row) > 1:
            yield _problem(row)
        row = [instruction] if _copies(instruction) else []
    if len(row) > 1:
        yield _problem(row)


def _copies(instruction: Instruction) -> bool:
    if instruction.key not in ("COPY", "ADD") or instruction.heredocs or len(instruction.arguments) < 2:
        return False
    return not any(source in (".", "./") for source in instruction.arguments[:-1])


def _continues(before: Instruction, after: Instruction) -> bool:
    return (
        after.key == before.key
        and after.first == before.last + 1
        and _copies(after)
        and after.arguments[-1] == before.arguments[-1]
        and _flags(after) == _flags(before)
    )


def _flags(instruction: Instruction) -> list[tuple[str, str | None]]:
    return sorted((str(flag.name), flag.value and str(flag.value)) for flag in instruction.flags)


def _problem(row: list[Instruction]) -> Problem:
    first = row[0]
    message = f"{len(row)} {first.key} instructions in a row write to {first.arguments[-1]}; one would do"
    notes = tuple((instruction.keyword, "this one could be part of the first") for instruction in row[1:])
    return Problem(first.keyword, message, _fix(row), notes)


def _fix(row: list[Instruction]) -> Fix | None:
    """Move the sources of the later instructions in front of the destination of the first."""
    first = row[0]
    destination = first.words[-1]
    if not destination.endswith("/"):
        return None
    if any(instruction.first != instruction.last or instruction.array is not None for instruction in row):
        return None
    sources = " ".join(source for instruction in row[1:] for source in instruction.words[:-1])
    start = destination.span.start
    edits = Edit(Span(start, start), f"{sources} "), Edit(Span(first.span.end, row[-1].span.end), "")
    return Fix(f"merge the {len(row)} instructions", edits, safe=True)
