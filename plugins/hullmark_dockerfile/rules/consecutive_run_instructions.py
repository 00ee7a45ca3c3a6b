"""Short RUN instructions follow each other.

Why: each makes a layer of its own. What the second one deletes stays in the first, and there is nothing between the
two that a cache could gain from.
Instead: join them, ``RUN first && second``.
Flags: a RUN behind another one, both with at most two commands and with the same flags, in a stage that ships.
Not flagged: stages that only build, where layers save time; RUN with other mounts, network or security; longer ones;
here-documents and JSON form; a RUN with a heading of its own, a comment behind a blank line.
Fix safety: unsafe; the layers of the image change.
See: https://docs.docker.com/build/building/best-practices/#run
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.runs import extendable
from hullmark_dockerfile.tree import Instruction

_MAX_COMMANDS = 2
#: Commands that change how the later ones run.
_LASTING = frozenset(("cd", "set", "export", "umask", "exec", "exit", "trap", "."))


@rule(
    BUILD,
    INFO,
    on=Instruction,
    when=("RUN",),
    profile=ALL,
    peers="hadolint:DL3059 kics:Multiple-RUN,-ADD,-COPY,-Instructions-Listed",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the second of two."""
    if instruction.onbuild or not instruction.stage.ships or not instruction.index:
        return
    before = instruction.stage.dockerfile.instructions[instruction.index - 1]
    if before.key != "RUN" or _flags(before) != _flags(instruction):
        return
    if _is_short(before) and _is_short(instruction) and not _has_heading(before, instruction, context.document):
        message = "this RUN and the one before it could be one layer"
        yield Problem(instruction.keyword, message, _fix(before, instruction, context.document))


def _flags(instruction: Instruction) -> list[tuple[str, str]]:
    return sorted((str(flag.name), str(flag.value)) for flag in instruction.flags)


def _is_short(instruction: Instruction) -> bool:
    """Tell whether an instruction runs one or two commands in a shell."""
    script = instruction.script
    if script is None or script.language == "exec" or instruction.heredocs or script.broken is not None:
        return False
    count = sum(not command.wrappers and "$(" not in command.blocks for command in script.commands)
    return 0 < count <= _MAX_COMMANDS


def _has_heading(before: Instruction, instruction: Instruction, document: Document) -> bool:
    """Tell whether a blank line and a comment stand between two instructions."""
    between = [
        document.text[slice(*document.lines.span(number))].strip()
        for number in range(before.last + 1, instruction.first)
    ]
    return "" in between and any(row.startswith("#") for row in between)


def _fix(before: Instruction, instruction: Instruction, document: Document) -> Fix | None:
    """Return the fix that joins two instructions with nothing between them."""
    assert before.script is not None
    span = Span(before.span.end, instruction.value.span.start)
    skipped = [str(instruction.keyword), *(document.text[flag.span.start:flag.span.end] for flag in instruction.flags)]
    if document.text[span.start:span.end].split() != skipped or not extendable(before):
        return None
    if any(command.program in _LASTING for command in before.script.commands):
        return None
    newline = document.newline
    return Fix("join it with the RUN before", (Edit(span, f" {before.escape}{newline}    && "),), safe=False)
