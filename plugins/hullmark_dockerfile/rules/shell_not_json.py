"""SHELL has no JSON array of strings.

Why: the build stops: ``SHELL requires the arguments to be in JSON form``.
Instead: write ``SHELL ["/bin/bash", "-o", "pipefail", "-c"]``.
Flags: anything behind SHELL that is no JSON array of strings, and an empty array.
Not flagged: a comment behind a valid array, which is inline-comment; SHELL alone, which is
instruction-without-arguments.
Fix safety: safe; words become strings, single quotes double ones, where the result is the array that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.arrays import double_quotes
from hullmark_dockerfile.arrays import why
from hullmark_dockerfile.comments import trailing_comment
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("SHELL",),
    peers=(
        "buildkit:build-error dockerfileutils:SHELL_JSON_FORM dockerfileutils:SHELL_REQUIRES_ONE"
        " dockerfilelint:invalid_format"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the text."""
    array, value = instruction.array, instruction.value
    if not value or trailing_comment(instruction) is not None:
        return
    if array is None:
        fix = None
        if not set(value) & set("\"'\\`$[]{}"):
            edit = value.edit('["' + '", "'.join(instruction.words) + '"]')
            fix = Fix("write it as JSON", (edit,), safe=True) if edit else None
        yield Problem(value, "SHELL takes a JSON array of strings", fix)
    elif array.error:
        yield Problem(value, f"SHELL takes a JSON array of strings: {why(value)}", double_quotes(value))
    elif not array.items:
        yield Problem(value, "SHELL names no shell")
