"""An empty line stands inside a continued instruction.

Why: Docker skips the line with a warning and will make it an error. To a reader the instruction ends there, so the next
line is taken for something new, or an instruction is added in the middle of another.
Instead: delete the line, or write ``#`` on it; where the instruction was to end, delete the escape character above.
Flags: empty lines, also of blanks, behind a line that ends in the escape character; lines in a row count as one.
Not flagged: comment lines; here-documents; an escape character at the end of the file.
Fix safety: safe; Docker skips the lines. Not offered where an instruction follows, which was hardly meant as a part.
See: https://docs.docker.com/reference/build-checks/no-empty-continuation/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.tree import KEYWORDS
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction

#: Empty lines and comments.
_SKIPPED = pattern(r"(?:[ \t]*+(?:#[^\n]*+)?\r?\n)*")
#: The beginning of an instruction.
_KEYWORD = pattern(rf"({'|'.join(sorted(KEYWORDS))})[ \t]")


@rule(
    VALIDITY,
    WARNING,
    on=Dockerfile,
    peers="buildkit:NoEmptyContinuation dockerfileutils:EMPTY_CONTINUATION_LINE",
)
def check(dockerfile: Dockerfile, context: Context) -> Iterator[Problem]:
    """Flag each run of empty lines."""
    for instruction in dockerfile.instructions:
        if instruction.blanks:
            yield from _blanks(instruction, context)


def _blanks(instruction: Instruction, context: Context) -> Iterator[Problem]:
    blanks = instruction.blanks
    starts = context.document.lines.starts
    text = context.document.text
    first = reach = 0
    for index, number in enumerate(blanks, 1):
        if index < len(blanks) and blanks[index] == number + 1:
            continue
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        span = Span(starts[blanks[first]], end)
        first = index
        if end > reach:  # else what comes next is what came next above
            skipped = _SKIPPED.match(text, end)
            reach = skipped.end() if skipped is not None else end
        follows = _KEYWORD.match(text, reach)
        if follows is not None and reach < instruction.end:
            message = f"this line does not end the {instruction.key}: the {follows[1]} below becomes a part of it"
            yield Problem(span, message)
            continue
        fix = Fix("delete the empty lines", (Edit(span, ""),), safe=True)
        yield Problem(span, "an empty line inside a continued instruction, which Docker skips with a warning", fix)
