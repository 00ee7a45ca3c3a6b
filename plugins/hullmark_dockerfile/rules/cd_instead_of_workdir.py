"""RUN changes the directory with cd.

Why: the directory lasts until the end of the RUN. A ``cd`` as its last command has no effect at all, and one at its
beginning has to be repeated in every later RUN, where WORKDIR would hold for all of them.
Instead: write ``WORKDIR /usr/share/nginx/html`` in front of the RUN.
Flags: a ``cd`` as the last command, since what follows starts elsewhere; as information, and in the profile strict, a
RUN that begins with the only ``cd`` it has, to a constant directory.
Not flagged: ``cd`` in a subshell, a group or a branch, in the middle of a RUN, and together with another one, pushd or
popd; ``cd -``, ``cd /`` and ``cd ..`` at the end of other commands; a directory in a variable; Windows.
Fix safety: unsafe; WORKDIR holds for all later instructions too, and makes the directory if it is missing.
See: https://docs.docker.com/build/building/best-practices/#workdir
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction

_BACK = frozenset(("/", "-", "..", "../..", "~", "/root", "/tmp"))
_PATH = pattern(r"[\w./+-]+")
_JOINED = pattern(r"(?:[ \t]|[\\`][ \t]*\r?\n)*&&(?:[ \t]|[\\`][ \t]*\r?\n)*")


@rule(
    BUILD,
    INFO,
    on=Instruction,
    when=("RUN",),
    hints=("cd", "<<"),
    peers=(
        "hadolint:DL3003 trivy:DS-0013 kics:RUN-Instruction-Using-'cd'-Instead-of-WORKDIR semgrep:use-workdir"
        " pathfinder:DOCKER-BP-017 pathfinder:DOCKER-BP-030"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the only cd of a RUN."""
    script = instruction.script
    if script is None or script.broken is not None:
        return
    moves = [command for command in script.commands if command.program in ("cd", "pushd", "popd", "chdir")]
    if len(moves) != 1 or moves[0].program != "cd" or moves[0].blocks or moves[0].wrappers:
        return
    move = moves[0]
    target = move.args[-1] if move.args else None
    alone = len(script.commands) == 1
    if script.commands[-1] is move and move.before != "||":
        if alone or target is not None and target not in _BACK:
            fix = _replaced(instruction, target) if alone and target is not None else None
            moved = "cd" if target is None else f"cd {target}"
            message = f"{moved} has no effect: the directory is forgotten when the RUN ends"
            yield Problem(move.span, message, fix, severity=WARNING)
    elif target is None:
        return
    elif script.commands[0] is move and move.after != "||" and target.known and target != "-":
        message = f"the RUN begins with cd {target}: WORKDIR would hold for all that follows"
        yield Problem(move.span, message, _moved(instruction, move, target, context), profile=STRICT)


def _replaced(instruction: Instruction, target: str) -> Fix | None:
    """Return the fix that turns the whole RUN into WORKDIR."""
    if instruction.onbuild or instruction.flags or instruction.heredocs or not _PATH.fullmatch(target) or target == "-":
        return None
    return Fix("set WORKDIR", (Edit(instruction.span, f"WORKDIR {target}"),), safe=False)


def _moved(instruction: Instruction, move: Command, target: str, context: Context) -> Fix | None:
    """Return the fix that puts WORKDIR in front of the RUN."""
    text = context.document.text
    joined = _JOINED.match(text, move.span.end)
    if instruction.onbuild or instruction.heredocs or joined is None or not _PATH.fullmatch(target):
        return None
    start = instruction.span.start
    ahead = Edit(Span(start, start), f"WORKDIR {target}{context.document.newline}")
    edits = (ahead, Edit(Span(move.span.start, joined.end()), ""))
    return Fix("set WORKDIR", edits, safe=False)
