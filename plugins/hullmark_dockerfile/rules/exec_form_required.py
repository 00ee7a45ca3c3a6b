"""CMD or ENTRYPOINT is written in shell form.

Why: the program then runs below ``/bin/sh -c``, which is process 1 and passes no signals on. ``docker stop`` waits ten
seconds and kills it, so that nothing is saved or closed. ENTRYPOINT in shell form also ignores CMD and all arguments.
Instead: write a JSON array, ``CMD ["nginx", "-g", "daemon off;"]``; where a shell is needed, let it end with
``exec program``.
Flags: CMD and ENTRYPOINT that are no JSON array, also one whose JSON is wrong, while no SHELL is set; as an error a
CMD of options only behind an ENTRYPOINT in JSON form, which gets ``/bin/sh -c`` as its arguments; as information in
the profile strict ``CMD exec program``, to which signals get through, and in the profile all a HEALTHCHECK of plain
words, which needs no shell.
Not flagged: SHELL set in the stage or a stage it begins from; HEALTHCHECK with ``||`` and the like; Windows; stages
that do not end up in the image.
Fix safety: safe for plain words without a shell's signs; unsafe for CMD beside an ENTRYPOINT, whose arguments change,
and with variables and quotes, where the shell stays and ``exec`` is put in front.
See: https://docs.docker.com/reference/build-checks/json-args-recommended/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile import lexer
from hullmark_dockerfile.execform import as_array
from hullmark_dockerfile.execform import is_plain
from hullmark_dockerfile.tree import Instruction


@rule(
    BUILD,
    WARNING,
    on=Instruction,
    when=("CMD", "ENTRYPOINT", "HEALTHCHECK"),
    peers=(
        "hadolint:DL3025 buildkit:JSONArgsRecommended kics:Not-Using-JSON-In-CMD-And-ENTRYPOINT-Arguments"
        " semgrep:prefer-json-notation pathfinder:DOCKER-BP-016"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the keyword."""
    array, stage = instruction.array, instruction.stage
    if not instruction.value or array is not None and not array.error:
        return
    if not stage.ships or stage.windows or instruction.shell.explicit or instruction.shell.name not in ("sh", "bash"):
        return
    key = instruction.key
    if key == "HEALTHCHECK":
        if array is None and is_plain(lexer.words(instruction.body)):
            message = "HEALTHCHECK in shell form: this command needs no shell"
            fix = as_array(instruction, context.document)
            yield Problem(instruction.keyword, message, fix, severity=INFO, profile=ALL)
        return
    message = f"{key} in shell form: signals do not reach the program"
    if array is not None:
        message = f"{key} is no valid JSON and runs in a shell: signals do not reach the program"
        yield Problem(instruction.keyword, message)
        return
    words = instruction.words
    if words[0] == "exec" and len(words) > 1:
        message = f"{key} in shell form: the image needs a shell to start the program"
        fix = as_array(instruction, context.document)
        yield Problem(instruction.keyword, message, fix, severity=INFO, profile=STRICT)
        return
    entrypoint = stage.last("ENTRYPOINT")
    if key == "CMD" and words[0].startswith("-") and entrypoint is not None and _is_array(entrypoint):
        message = f"ENTRYPOINT gets /bin/sh -c \"{instruction.value[:40]}\" as its arguments: CMD is no JSON array"
        yield Problem(instruction.keyword, message, as_array(instruction, context.document), severity=ERROR)
        return
    yield Problem(instruction.keyword, message, as_array(instruction, context.document))


def _is_array(instruction: Instruction) -> bool:
    return instruction.array is not None and not instruction.array.error
