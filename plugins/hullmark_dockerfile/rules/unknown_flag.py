"""An instruction has a flag that it does not know.

Why: the build stops: ``unknown flag: --chmode``. Words that begin with two dashes are flags until the first other word.
Instead: correct the name; write a command that begins with two dashes as JSON, as in ``CMD ["--verbose"]``.
Flags: a leading ``--word`` that the instruction does not have, in this very case; as a warning where ``# syntax=``
hands the file to a frontend other than Docker's.
Not flagged: words behind the first argument, or behind ``--``; ``ADD --unpack`` and ``RUN --device``, which are new.
Fix safety: safe; nothing is built as the line stands, and the name is one edit away from the flag.
See: https://docs.docker.com/reference/dockerfile/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.flags import FLAGS
from hullmark_dockerfile.frontends import other_frontend
from hullmark_dockerfile.lexer import Flag
from hullmark_dockerfile.suggest import nearest
from hullmark_dockerfile.suggest import one_edit
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import KEYWORDS
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    hints=("--",),
    peers=(
        "buildkit:build-error dockerls:buildkit-unknown-flag-edit dockerfileutils:UNKNOWN_ADD_FLAG"
        " dockerfileutils:UNKNOWN_COPY_FLAG dockerfileutils:UNKNOWN_FROM_FLAG"
        " dockerfileutils:UNKNOWN_HEALTHCHECK_FLAG dockerfilelint:invalid_format"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the names."""
    if not instruction.flags or instruction.key not in KEYWORDS:
        return
    known = FLAGS.get(instruction.key, {})
    severity = WARNING if other_frontend(context.document.tree) else None
    for flag in instruction.flags:
        if flag.name not in known:
            yield _problem(instruction.key, flag, tuple(known), severity)


def _problem(key: str, flag: Flag, known: tuple[str, ...], severity: str | None) -> Problem:
    name = flag.name
    at = name if name else flag
    if not known:
        return Problem(at, f"{key} has no flags, so --{short(name)} stops the build", severity=severity)
    lowered = name.lower()
    close = nearest(lowered, known)
    if close is None:
        return Problem(at, f"{key} has no flag --{short(name)}; it has --{', --'.join(known)}", severity=severity)
    edit = name.edit(close) if lowered == close or one_edit(lowered, close) else None
    fix = Fix(f"write --{close}", (edit,), safe=True) if edit else None
    return Problem(at, f"{key} has no flag --{short(name)}; did you mean --{close}?", fix, severity=severity)
