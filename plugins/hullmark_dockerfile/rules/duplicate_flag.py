"""A flag is given twice.

Why: the build stops: ``Duplicate flag specified``. Most often two people added the same flag.
Instead: keep one of the two.
Flags: a flag of one value that stands twice in one instruction.
Not flagged: ``--mount``, ``--exclude`` and ``--device``, which may be repeated; flags that the instruction does not
know, which is unknown-flag.
Fix safety: safe; the second flag is removed where both have the same value.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.flags import LIST
from hullmark_dockerfile.flags import kind_of
from hullmark_dockerfile.lexer import Flag
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    hints=("--",),
    peers="buildkit:build-error dockerfileutils:FLAG_DUPLICATE hadolint:DL1000",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the repetitions."""
    if len(instruction.flags) < 2:
        return
    seen: dict[str, Flag] = {}
    end = 0
    for flag in instruction.flags:
        first = seen.setdefault(flag.name, flag)
        if first is not flag and kind_of(instruction.key, flag.name) not in (None, LIST):
            fix = None
            gap = context.document.text[end:flag.span.start]
            if first.value == flag.value and not gap.strip(" \t"):
                fix = Fix("remove the second", (Edit(Span(end, flag.span.end), ""),), safe=True)
            notes = ((first, "given here before"),)
            yield Problem(flag, f"--{flag.name} is given twice, which stops the build", fix, notes)
        end = flag.span.end
