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

import re
from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.tree import KEYWORDS
from hullmark_dockerfile.tree import Instruction

#: The next line that is neither empty nor a comment, if it begins with an instruction.
_FOLLOWS = re.compile(rf"(?:[ \t]*(?:#[^\n]*)?\r?\n)*({'|'.join(sorted(KEYWORDS))})[ \t]")


@rule(
    VALIDITY,
    WARNING,
    on=Instruction,
    peers="buildkit:NoEmptyContinuation dockerfileutils:EMPTY_CONTINUATION_LINE",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each run of empty lines."""
    blanks = instruction.blanks
    starts = context.document.lines.starts
    first = 0
    for index, number in enumerate(blanks, 1):
        if index < len(blanks) and blanks[index] == number + 1:
            continue
        end = starts[number + 1] if number + 1 < len(starts) else len(context.document.text)
        span = Span(starts[blanks[first]], end)
        first = index
        follows = _FOLLOWS.match(context.document.text, end)
        if follows is not None and follows.start(1) < instruction.end:
            message = f"this line does not end the {instruction.key}: the {follows[1]} below becomes a part of it"
            yield Problem(span, message)
            continue
        fix = Fix("delete the empty lines", (Edit(span, ""),), safe=True)
        yield Problem(span, "an empty line inside a continued instruction, which Docker skips with a warning", fix)
