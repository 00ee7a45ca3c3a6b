"""An instruction stands alone on its line.

Why: the build stops: ``EXPOSE requires at least one argument``. An argument or a backslash got lost.
Instead: write the argument, or delete the line.
Flags: a keyword with nothing behind it, or only flags, also behind ONBUILD; ``VOLUME []``; as a warning ENTRYPOINT,
which the builder accepts and which then starts nothing.
Not flagged: a bare RUN or CMD, which the builder accepts too; a bare COPY or ADD, which lack two arguments and are
wrong-argument-count; ``CMD []`` and ``ENTRYPOINT []``, which reset what the base image sets; ``SHELL []``, which is
shell-not-json.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import KEYWORDS
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=KEYWORDS - {"ADD", "CMD", "COPY", "RUN"},
    peers=(
        "buildkit:build-error dockerfilelint:required_params dockerfileutils:ARGUMENT_MISSING"
        " dockerfileutils:ARGUMENT_REQUIRES_AT_LEAST_ONE hadolint:DL1000"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the keyword."""
    if not instruction.value:
        behind = " behind its flags" if instruction.flags else ""
        severity = WARNING if instruction.key == "ENTRYPOINT" else None
        yield Problem(instruction.keyword, f"{instruction.key} has no argument{behind}", severity=severity)
    elif instruction.key == "VOLUME" and instruction.value[0] == "[":
        if instruction.array is not None and not instruction.array.error and not instruction.array.items:
            yield Problem(instruction.keyword, "VOLUME names no directory")
