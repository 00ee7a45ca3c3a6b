"""A stage is referred to by its number.

Why: the number changes as soon as a stage is added or moved above, and the files then come from another stage.
Instead: name the stage, ``FROM golang:1.23 AS build``, and write ``COPY --from=build``.
Flags: ``COPY --from`` or ``RUN --mount=from=`` with the number of an earlier stage.
Not flagged: names; numbers of this and of later stages, which are errors of their own; triggers of ONBUILD.
Fix safety: safe where the stage has a name that is used in COPY; otherwise a name is added, which is unsafe.
See: https://docs.docker.com/build/building/multi-stage/#name-your-build-stages
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

from hullmark_dockerfile.origins import KEYWORDS
from hullmark_dockerfile.origins import Origin
from hullmark_dockerfile.origins import origins
from hullmark_dockerfile.origins import stage_of
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage


@rule(
    BUILD, INFO, on=Instruction, when=KEYWORDS, hints=("from=",), profile=STRICT,
    peers="kics:Using-Unnamed-Build-Stages",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the number."""
    for origin in origins(instruction):
        stage = stage_of(instruction, origin) if origin.number is not None else None
        if stage is not None and stage.index < instruction.stage.index:
            message = f"stage {origin.name} is referred to by number; another stage above would change it"
            yield Problem(origin.name, message, _fix(origin, stage))


def _fix(origin: Origin, stage: Stage) -> Fix | None:
    """Return the fix that puts in the name, or that gives the stage one first."""
    names, start = stage.dockerfile.names, stage.start
    if stage.name is not None:
        if len(names[stage.name.lower()]) > 1:
            return None
        edit = origin.name.edit(stage.name)
        return Fix(f"write {stage.name}", (edit,), safe=not origin.mount) if edit else None
    name = f"stage-{stage.index}"
    edit = origin.name.edit(name)
    if start is None or len(start.words) != 1 or name in names or edit is None:
        return None
    end = start.span.end
    return Fix(f"name the stage {name}", (Edit(Span(end, end), f" AS {name}"), edit), safe=False)
