"""Files are taken from a stage that is defined further down.

Why: the Dockerfile reference allows earlier stages only. Classic Docker, Podman and kaniko look for an image of that
name instead and fail, or find a stranger's; BuildKit stops as soon as two stages need each other.
Instead: move the other stage above this one.
Flags: ``COPY --from`` or ``RUN --mount=from=`` with the name, in any case, or the number of a later stage.
Not flagged: a name that an earlier stage has too; triggers of ONBUILD.
See: https://docs.docker.com/reference/dockerfile/#copy---from
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.origins import KEYWORDS
from hullmark_dockerfile.origins import origins
from hullmark_dockerfile.origins import stage_of
from hullmark_dockerfile.tree import Instruction


@rule(VALIDITY, ERROR, on=Instruction, when=KEYWORDS, hints=("from=",), peers="hadolint:DL3022 buildkit:build-error")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    for origin in origins(instruction):
        stage = stage_of(instruction, origin)
        if stage is not None and stage.index > instruction.stage.index:
            line = context.document.position(stage.span.start)[0] + 1
            notes = ((stage.name or stage.span, "the stage"),)
            yield Problem(origin.name, f"stage {origin.name} begins only in line {line}, after this one", notes=notes)
