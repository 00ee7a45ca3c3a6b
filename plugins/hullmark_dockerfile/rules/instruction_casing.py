"""Keywords are not in one casing.

Why: readers find instructions by their keywords; a single one in another casing is easily missed.
Instead: write every keyword in upper case, as the reference does.
Flags: keywords that differ from the majority of the file (upper case when there is none), and those in mixed case;
the instruction behind ONBUILD too.
Not flagged: a file that is in lower case throughout, unless the option asks for upper case.
Fix safety: safe; keywords mean the same in any case.
Options: ``casing`` is ``majority``, ``upper`` or ``lower``.
See: https://docs.docker.com/reference/build-checks/consistent-instruction-casing/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.tree import KEYWORDS
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction

_CASINGS = ("majority", "upper", "lower")


class Options(NamedTuple):
    """Options of the rule."""

    casing: str = "majority"

    def wrong(self) -> str:
        """Say what is wrong with the values."""
        return "" if self.casing in _CASINGS else f'"casing" must be one of {", ".join(_CASINGS)}'


@rule(
    STYLE,
    INFO,
    on=Dockerfile,
    profile=STRICT,
    options=Options,
    peers=(
        "buildkit:ConsistentInstructionCasing dockerfilelint:uppercase_commands dockerfileutils:CASING_INSTRUCTION"
    ),
)
def check(dockerfile: Dockerfile, context: Context) -> Iterator[Problem]:
    """Flag the keyword."""
    casing = context.options.casing
    if casing != "lower" and all(instruction.keyword == instruction.key for instruction in _all(dockerfile)):
        return
    lower = casing == "lower" or (casing == "majority" and _mostly_lower(dockerfile))
    for instruction in _all(dockerfile):
        keyword = instruction.keyword
        wanted = keyword.lower() if lower else keyword.upper()
        if keyword == wanted or instruction.key not in KEYWORDS:
            continue
        edit = _edit(keyword, wanted)
        name = "lower" if lower else "upper"
        reason = "most keywords of the file are" if casing == "majority" else "the configuration asks for"
        yield Problem(keyword, f"{keyword} is not in {name} case, as {reason}", edit)


def _all(dockerfile: Dockerfile) -> Iterator[Instruction]:
    """Yield the instructions with those that ONBUILD holds."""
    for instruction in dockerfile.instructions:
        held: Instruction | None = instruction
        while held is not None:
            yield held
            held = held.trigger


def _mostly_lower(dockerfile: Dockerfile) -> bool:
    """Count as BuildKit does: mixed case has no vote, upper case wins a tie, what ONBUILD holds is not looked at."""
    keywords = [instruction.keyword for instruction in dockerfile.instructions if instruction.key in KEYWORDS]
    return sum(map(str.islower, keywords)) > sum(map(str.isupper, keywords))


def _edit(keyword: Text, wanted: str) -> Fix | None:
    edit = keyword.edit(wanted)
    return Fix(f"write {wanted}", (edit,), safe=True) if edit else None
