"""An instruction has too many or too few arguments.

Why: the build stops, or Docker takes the words for one name: ``USER app docker`` asks for an account "app docker".
Instead: ``FROM image AS name``, ``COPY source destination``, ``ENV KEY=value``, one signal, one account.
Flags: FROM with other than one or three words; COPY and ADD with fewer than two, also with none; STOPSIGNAL with
several; ENV and LABEL with a key alone; ``HEALTHCHECK NONE`` with something behind it; as a warning USER with several
words; in the profile strict, as information, WORKDIR with blanks, which are part of the path.
Not flagged: a trailing comment, which is inline-comment; FROM with three words of which the second is not AS, which is
invalid-stage-name; blanks in paths and accounts of Windows, in quotes, or in ``{{ }}`` of a template; MAINTAINER.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.comments import trailing_comment
from hullmark_dockerfile.frontends import placeholder
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("FROM", "COPY", "ADD", "USER", "WORKDIR", "STOPSIGNAL", "ENV", "LABEL", "HEALTHCHECK"),
    peers=(
        "buildkit:build-error dockerfileutils:ARGUMENT_EXTRA dockerfileutils:ARGUMENT_REQUIRES_ONE"
        " dockerfileutils:ARGUMENT_REQUIRES_TWO dockerfileutils:ARGUMENT_REQUIRES_AT_LEAST_TWO"
        " dockerfileutils:ARGUMENT_REQUIRES_ONE_OR_THREE dockerfileutils:ARGUMENT_UNNECESSARY"
        " dockerfilelint:missing_args dockerfilelint:extra_args dockerfilelint:invalid_workdir"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the words too many, or the instruction that lacks one."""
    value, key = instruction.value, instruction.key
    if placeholder(value):
        return
    if key in ("COPY", "ADD"):
        count = len(instruction.arguments)
        if count < 2 and (instruction.array is None or not instruction.array.error):
            given = "one argument" if count else "no arguments"
            yield Problem(value or instruction.keyword, f"{key} has {given}; it takes sources and a destination")
    elif key in ("ENV", "LABEL"):
        if value and "=" not in value and instruction.pairs[0].value is None:
            yield Problem(value, f"{key} has a key and no value")
    else:
        extra = instruction.words[1:]
        if extra and "\r" not in instruction.text and trailing_comment(instruction) is None:
            yield from _extra(instruction, extra)


def _extra(instruction: Instruction, extra: tuple[Text, ...]) -> Iterator[Problem]:
    """Flag the words behind the first."""
    value, key, count = instruction.value, instruction.key, len(extra) + 1
    rest = value.part(len(value) - len(value[len(instruction.words[0]):].lstrip()))
    free = not set(value) & set("\"'\\:$")
    if key == "FROM" and count != 3:
        yield Problem(rest, f"FROM has {count} arguments; it takes an image, or an image, AS and a name")
    elif key == "STOPSIGNAL":
        yield Problem(rest, "STOPSIGNAL takes one signal")
    elif key == "HEALTHCHECK" and instruction.words[0].upper() == "NONE":
        yield Problem(rest, "HEALTHCHECK NONE takes no arguments")
    elif key == "USER" and free and not instruction.stage.windows:
        yield Problem(rest, "USER takes one account; Docker looks for one whose name has blanks", severity=WARNING)
    elif key == "WORKDIR" and free and not instruction.stage.windows:
        yield Problem(rest, "the blanks are part of the directory's name", severity=INFO, profile=STRICT)
