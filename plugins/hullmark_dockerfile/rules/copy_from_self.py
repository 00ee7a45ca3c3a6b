"""A stage takes files from itself.

Why: a stage can only take files from stages that are finished; the build stops with a circular dependency.
Instead: drop ``--from`` to copy from the build context, copy inside the stage with ``RUN cp``, or name another stage.
Flags: ``COPY --from`` or ``RUN --mount=from=`` with the name, in any case, or the number of the stage it stands in.
Not flagged: triggers of ONBUILD, whose names belong to another Dockerfile.
See: https://docs.docker.com/build/building/multi-stage/
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


@rule(
    VALIDITY, ERROR, on=Instruction, when=KEYWORDS, hints=("from=",),
    peers=(
        "hadolint:DL3023 trivy:DS-0006 kics:COPY-'--from'-References-Current-FROM-Alias"
        " semgrep:copy-from-own-alias buildkit:build-error"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    for origin in origins(instruction):
        if stage_of(instruction, origin) is instruction.stage:
            yield Problem(origin.name, f"{origin.name} is this very stage, which cannot take files from itself")
