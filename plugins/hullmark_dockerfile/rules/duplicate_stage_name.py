"""Two stages have the same name.

Why: the later stage takes the name over. ``COPY --from``, FROM and ``--target`` then mean that one, and what the
earlier stage built is left out of the image without a message.
Instead: give each stage a name of its own.
Flags: every stage whose name, compared without regard to case, another stage of the file has.
Not flagged: a stage that is named like an image.
See: https://docs.docker.com/reference/build-checks/duplicate-stage-name/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY, WARNING, on=Instruction, when=("FROM",),
    peers=(
        "hadolint:DL3024 buildkit:DuplicateStageName checkov:CKV_DOCKER_11 trivy:DS-0012"
        " kics:Same-Alias-In-Different-Froms semgrep:alias-must-be-unique dockerfileutils:DUPLICATE_BUILD_STAGE_NAME"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    stage = instruction.stage
    if stage.name is None or instruction.onbuild:
        return
    same = stage.dockerfile.names[stage.name.lower()]
    if len(same) < 2:
        return
    position = same.index(stage)
    other = same[position - 1 if position else 1]
    line = context.document.position(other.span.start)[0] + 1
    relation = "is taken already" if position else "is taken over by another stage"
    notes = ((other.name, "the other stage"),)
    yield Problem(stage.name, f"the stage name {stage.name} {relation}, in line {line}", notes=notes)
