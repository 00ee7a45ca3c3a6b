"""FROM asks for the target platform, which is the default.

Why: the flag says nothing; a reader wonders what it is for.
Instead: leave the flag out.
Flags: ``--platform=$TARGETPLATFORM``, also in braces and with a default.
Not flagged: other variables; a Dockerfile that gives TARGETPLATFORM a value of its own before FROM.
Fix safety: safe; the platform stays the same.
See: https://docs.docker.com/reference/build-checks/redundant-target-platform/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.platforms import without_flag
from hullmark_dockerfile.tree import Instruction

_TARGET = pattern(r"[\"']?\$(?:TARGETPLATFORM|\{TARGETPLATFORM(?::?-[^}$]*)?\})[\"']?")


@rule(
    BUILD, INFO, on=Instruction, when=("FROM",), hints=("--platform",), profile=STRICT,
    peers="hadolint:DL3065 buildkit:RedundantTargetPlatform",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    flag = instruction.flag("platform")
    if flag is None or flag.value is None or not _TARGET.fullmatch(flag.value):
        return
    declared = instruction.stage.dockerfile.globals.get("TARGETPLATFORM")
    if declared is None or declared.value is None:
        fix = Fix("drop the flag", (without_flag(instruction, flag),), safe=True)
        yield Problem(flag.value, f"{flag.value} is the platform that FROM takes anyway", fix)
