"""FROM does not name its stage correctly.

Why: the build stops: "invalid name for build stage", or "second argument to FROM should be AS".
Instead: write ``FROM image AS name`` with a name of letters, digits, ``-``, ``_`` and ``.`` that begins with a letter.
Flags: a name with other characters or another beginning; a number; a second word of FROM that is not AS.
Not flagged: upper-case letters, which stage-name-casing looks at; placeholders of templates.
See: https://docs.docker.com/reference/dockerfile/#from
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction

_NAME = pattern(r"[a-z][a-z0-9-_.]*")
_TEMPLATE = pattern(r"\{\{|\{%|@@|^%")


@rule(
    VALIDITY, ERROR, on=Instruction, when=("FROM",),
    peers="buildkit:build-error dockerfileutils:INVALID_BUILD_STAGE_NAME dockerfileutils:INVALID_AS",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the word."""
    words = instruction.words
    if len(words) != 3 or _TEMPLATE.search(instruction.value):
        return
    _, middle, name = words
    if middle.upper() != "AS":
        yield Problem(middle, f"FROM has {middle} where only AS may stand")
    elif "$" in name:
        yield Problem(name, f"variables are not replaced in the name of a stage, so {name} is no valid one")
    elif not _NAME.fullmatch(name.lower()):
        yield Problem(name, f"{name} is no valid name for a stage; it must match [a-z][a-z0-9-_.]*")
