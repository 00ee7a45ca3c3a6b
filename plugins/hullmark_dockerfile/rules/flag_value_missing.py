"""A flag lacks its value.

Why: the build stops: ``missing a value on flag: --from``. Docker wants the value behind an equals sign, not a blank.
Instead: write ``--from=build``.
Flags: a flag that takes a value and has no equals sign, of FROM, COPY, ADD, RUN and HEALTHCHECK; ``--link=``,
``--parents=``, ``--keep-git-dir=``, ``--unpack=`` and ``--mount=`` with nothing behind the equals sign.
Not flagged: ``--link`` and the like alone, which mean true; other flags with an empty value, which is the default.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.flags import FLAGS
from hullmark_dockerfile.flags import SWITCH
from hullmark_dockerfile.flags import kind_of
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=tuple(FLAGS),
    hints=("--",),
    peers=(
        "buildkit:build-error dockerfileutils:FLAG_MISSING_VALUE dockerfilelint:healthcheck_options_missing_args"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the flags."""
    for flag in instruction.flags:
        kind = kind_of(instruction.key, flag.name)
        if kind is None:
            continue
        if flag.value is None and kind != SWITCH:
            yield Problem(flag, f"--{flag.name} has no value; it belongs behind an equals sign")
        elif flag.value == "" and (kind == SWITCH or flag.name == "mount"):
            yield Problem(flag, f"--{flag.name}= has nothing behind the equals sign")
