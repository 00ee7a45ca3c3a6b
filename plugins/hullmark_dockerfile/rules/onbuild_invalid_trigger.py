"""ONBUILD holds an instruction that it may not hold.

Why: the build stops. A trigger runs in the build of another image, where FROM and ONBUILD have no place.
Instead: leave out the instruction, or write it without ONBUILD.
Flags: ONBUILD, FROM and MAINTAINER behind ONBUILD, in any case.
Not flagged: ONBUILD alone, which is instruction-without-arguments; a word that is no instruction, which is
unknown-instruction.
See: https://docs.docker.com/reference/dockerfile/#onbuild
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("ONBUILD", "FROM", "MAINTAINER"),
    peers=(
        "hadolint:DL3043 dockerfileutils:ONBUILD_CHAINING_DISALLOWED dockerfileutils:ONBUILD_TRIGGER_DISALLOWED"
        " buildkit:build-error"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the keyword of the trigger."""
    if instruction.onbuild:
        yield Problem(instruction.keyword, f"ONBUILD cannot hold {instruction.key}")
