"""HEALTHCHECK cannot be read.

Why: the build stops, for example at ``--interval=30``: a time needs a unit.
Instead: ``HEALTHCHECK --interval=30s --retries=3 CMD wget -q -O - http://localhost/`` or ``HEALTHCHECK NONE``.
Flags: a first word other than CMD and NONE; CMD without a command; a time without a unit, with an unknown one, below
one millisecond or negative; retries that are no number or negative; variables in flags, which Docker does not replace
here; in the profile strict, as information, a time or a number of 0, which means the default (``--start-period=0s``,
the default anyway, only in the profile all).
Not flagged: flags in front of NONE, which are not read; empty flags; words behind NONE, which are wrong-argument-count;
flags without a value, which are flag-value-missing.
See: https://docs.docker.com/reference/dockerfile/#healthcheck
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.durations import ZERO
from hullmark_dockerfile.durations import attempts_fault
from hullmark_dockerfile.durations import duration_fault
from hullmark_dockerfile.flags import FLAGS
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("HEALTHCHECK",),
    peers=(
        "buildkit:build-error dockerfileutils:UNKNOWN_TYPE dockerfileutils:HEALTHCHECK_CMD_ARGUMENT_MISSING"
        " dockerfileutils:FLAG_INVALID_DURATION dockerfileutils:FLAG_LESS_THAN_1MS"
        " dockerfileutils:FLAG_MISSING_DURATION dockerfileutils:FLAG_UNKNOWN_UNIT dockerfileutils:FLAG_AT_LEAST_ONE"
        " dockerfileutils:INVALID_SYNTAX dockerfilelint:invalid_format"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the first word and the values of flags."""
    word = instruction.words[0] if instruction.words else None
    kind = word.upper() if word is not None else ""
    if kind == "NONE":
        return
    if word is not None and kind != "CMD":
        yield Problem(word, f"HEALTHCHECK takes CMD or NONE, not {short(word)}")
    elif word is not None and not instruction.body:
        yield Problem(word, "HEALTHCHECK CMD has no command")
    for flag in instruction.flags:
        if flag.value and instruction.plain(flag.value) and flag.name in FLAGS["HEALTHCHECK"]:
            yield from _value(flag.name, flag.value, instruction.plain(flag.value))


def _value(name: Text, at: Text, value: Text) -> Iterator[Problem]:
    if not value.known:
        yield Problem(at, f"--{name} is {short(value)} to the letter: HEALTHCHECK replaces no variables in its flags")
        return
    wrong = attempts_fault(value) if name == "retries" else duration_fault(value)
    if wrong == ZERO:
        profile = ALL if name == "start-period" else STRICT
        yield Problem(at, f"--{name} of 0 means the default", severity=INFO, profile=profile)
    elif wrong:
        yield Problem(at, f"--{name}: {wrong}")
