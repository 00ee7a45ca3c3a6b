"""A stage has several ENTRYPOINT instructions.

Why: only the last one counts. Whoever edits an earlier one wonders why nothing changes.
Instead: keep one ENTRYPOINT; let a script do what has to come before the program, and end it with ``exec "$@"``.
Flags: each ENTRYPOINT of a stage that a later one of the same stage replaces; as information, in the profile
all, also the last one.
Not flagged: ENTRYPOINT in different stages, also where one begins from the other; ``ONBUILD ENTRYPOINT``.
Fix safety: unsafe; the image stays the same, but the line that is deleted may be the one that was meant.
See: https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.repeats import superseded
from hullmark_dockerfile.tree import Stage


@rule(
    VALIDITY,
    WARNING,
    on=Stage,
    peers=(
        "hadolint:DL4004 buildkit:MultipleInstructionsDisallowed trivy:DS-0007"
        " kics:Multiple-ENTRYPOINT-Instructions-Listed semgrep:multiple-entrypoint-instructions"
        " dockerfileutils:MULTIPLE_INSTRUCTIONS pathfinder:DOCKER-COR-001"
    ),
)
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag those that do not count, and those that replace them."""
    return superseded(stage, "ENTRYPOINT", context.document)
