"""A variable stands in ``COPY --from`` or in ``from`` of a mount.

Why: the builder does not replace variables there; BuildKit stops and asks for a stage instead.
Instead: begin a stage from the variable, ``FROM ${IMAGE} AS tools``, and copy from ``tools``.
Flags: a dollar sign with a name in ``COPY --from`` or ``RUN --mount=from=``.
Not flagged: a dollar sign that begins no variable; triggers of ONBUILD.
Fix safety: unsafe; adds a stage above all others, where the argument is declared before FROM.
See: https://docs.docker.com/build/building/multi-stage/#use-an-external-image-as-a-stage
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.origins import KEYWORDS
from hullmark_dockerfile.origins import Origin
from hullmark_dockerfile.origins import origins
from hullmark_dockerfile.scopes import Reference
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.variables import in_text

#: No fix is looked for in longer files.
_MAX_INSTRUCTIONS = 1000


@rule(
    VALIDITY, ERROR, on=Instruction, when=KEYWORDS, hints=("from=",),
    peers="buildkit:build-error dockerfileutils:FLAG_INVALID_FROM_VALUE",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    for origin in origins(instruction):
        found = list(in_text(origin.name, instruction.escape)) if "$" in origin.name else []
        if found:
            message = f"{found[0].at} is not replaced here; only a stage can come from a variable"
            yield Problem(origin.name, message, _fix(instruction, origin, found, context.document))


def _fix(instruction: Instruction, origin: Origin, found: list[Reference], document: Document) -> Fix | None:
    """Return the fix that begins a stage from the variable, unless there is one or stages are referred to by number."""
    dockerfile = instruction.stage.dockerfile
    if len(dockerfile.instructions) > _MAX_INSTRUCTIONS:
        return None
    for stage in dockerfile.stages[:instruction.stage.index]:
        if stage.start is not None and stage.name is not None and stage.start.words[0] == origin.name:
            return Fix(f"copy from {stage.name}", (Edit(origin.name.span, str(stage.name)),), safe=False)
    first = dockerfile.stages[0].start
    text = document.text
    numbered = any(other.number is not None for each in dockerfile.instructions for other in origins(each))
    if first is None or numbered or any(reference.name not in dockerfile.globals for reference in found):
        return None
    name = found[0].name.lower().strip("_")
    if dockerfile.stage(name) is not None or not name[:1].isalpha() or text[first.span.start - 1] != "\n":
        return None
    newline = document.newline
    begin = Edit(Span(first.span.start, first.span.start), f"FROM {origin.name} AS {name}{newline}{newline}")
    whole = origin.name.span
    return Fix(f"copy from a stage {name}", (begin, Edit(whole, name)), safe=False)
