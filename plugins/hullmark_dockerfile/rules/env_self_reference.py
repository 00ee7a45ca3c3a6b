"""ENV uses a variable that the same instruction sets.

Why: all values of one ENV are computed before any of them is set, so the variable still has its old value, or none.
Instead: set the variable in an ENV of its own, above the one that uses it.
Flags: the first such use, ``ENV A=1 B=$A``, in either order; also ``ENV PATH=/a:$PATH PATH=/b:$PATH``, of which only
the second is kept. Where the variable has a value from before, which is used then, this is information, shown in the
profile strict.
Not flagged: the variable's own previous value, as in ``PATH=/x:$PATH``; escaped dollars and single quotes.
Fix safety: unsafe; after the split the new value is used.
See: https://docs.docker.com/reference/dockerfile/#environment-replacement
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.environment import variables_of
from hullmark_dockerfile.lexer import Pair
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.variables import in_text


@rule(VALIDITY, WARNING, on=Instruction, when=("ENV",), hints=("$",), peers="hadolint:DL3044")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the uses."""
    pairs = instruction.pairs
    if len(pairs) < 2:
        return
    setters: dict[str, list[Pair]] = {}
    for pair in pairs:
        setters.setdefault(str(pair.key), []).append(pair)
    seen: set[str] = set()
    for index, pair in enumerate(pairs):
        for reference in in_text(pair.value, instruction.escape) if pair.value is not None else ():
            setter = setters.get(reference.name, [pair])[0]
            if setter is pair or pair.key == reference.name and setter.span.start > pair.span.start:
                continue
            if reference.name in seen:
                continue
            seen.add(reference.name)
            fix = _fix(instruction, pairs[index - 1], pair, context.document)
            ahead = setter.span.start < pair.span.start
            notes = ((setter.key, "set here"),)
            if _has_value(instruction, reference.name):
                message = f"{reference.name} still has its old value here; the new one holds behind this ENV"
                yield Problem(reference.at, message, fix if ahead else None, notes, INFO, STRICT)
            else:
                message = f"{reference.name} is set by this same ENV, which comes too late for this value"
                yield Problem(reference.at, message, fix if ahead else None, notes)


def _has_value(instruction: Instruction, name: str) -> bool:
    stage = instruction.stage
    return stage.variable(name, instruction.index) is not None or name in variables_of(stage.root_image)[0]


def _fix(instruction: Instruction, before: Pair, pair: Pair, document: Document) -> Fix | None:
    """Return the fix that begins a new ENV with a pair, unless a comment stands in front of it."""
    gap = Span(before.span.end, pair.span.start)
    between = document.text[gap.start:gap.end]
    if "#" in between or instruction.onbuild:
        return None
    return Fix("split the ENV", (Edit(gap, f"{document.newline}{instruction.keyword} "),), safe=False)
