"""A stage has several HEALTHCHECK instructions.

Why: only the last one counts, so what the earlier ones test is not tested.
Instead: keep one HEALTHCHECK, and let one command or script do all tests.
Flags: each HEALTHCHECK of a stage that a later one of the same stage replaces; as information, in the
profile all, also the last one.
Not flagged: a stage that replaces what it inherits from another; ``ONBUILD HEALTHCHECK``.
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
        "hadolint:DL3012 buildkit:MultipleInstructionsDisallowed trivy:DS-0023"
        " dockerfileutils:MULTIPLE_INSTRUCTIONS"
    ),
)
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag those that do not count, and those that replace them."""
    return superseded(stage, "HEALTHCHECK", context.document)
