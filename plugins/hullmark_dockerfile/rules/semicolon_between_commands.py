"""Commands in RUN are separated by a semicolon, which hides failures.

Why: the shell goes on behind ``;`` whatever happened before it. The layer counts as built when the last command of the
RUN succeeds, and what failed in the middle is cached with it.
Instead: join the commands with ``&&``, or begin the RUN with ``set -e;``.
Flags: the first ``;`` between two commands of a RUN in shell form, outside of loops, conditions and groups.
Not flagged: behind ``set -e``, ``set -eux`` and the like, or with a SHELL that has ``-e``; ``;`` behind echo, an
assignment, ``true`` or another command that cannot fail, and behind ``||``; a RUN that ends with ``true``; quoted
text, ``find -exec``; here-documents.
Fix safety: unsafe; the build stops where it went on before.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.shells import errexit
from hullmark_dockerfile.tree import Instruction

#: Commands that do not fail.
_SAFE = frozenset(("", ":", "date", "echo", "export", "printf", "set", "shopt", "sleep", "true", "trap", "umask",
                   "unset", "ulimit", "exit"))
_SEMICOLON = pattern(r"(?:\s|[\\`]\r?\n|#[^\n]*\n)*(;)")


@rule(BUILD, INFO, on=Instruction, when=("RUN",), profile=STRICT, peers="dockerfile_lint:no_ampersand_usage")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the first semicolon behind a command that may fail."""
    script = instruction.script
    if ";" not in instruction.value or script is None or script.broken is not None or instruction.heredocs:
        return
    stops = errexit(script, instruction.shell)
    top = [command for command in script.commands if not command.blocks and not command.wrappers]
    if not top or top[-1].program in (":", "true"):
        return
    text = context.document.text
    places = [
        Span(match.start(1), match.end(1))
        for position, command in enumerate(script.commands)
        if position < stops and command is not top[-1] and _hides(command)
        and (match := _SEMICOLON.match(text, command.span.end))
    ]
    if places:
        message = f"the build goes on when {_first(script.commands, stops, top[-1]).innermost.program} fails"
        fix = Fix("join the commands with &&", tuple(Edit(place, " &&") for place in places), safe=False)
        yield Problem(places[0], message, fix)


def _hides(command: Command) -> bool:
    """Tell whether a semicolon behind a command hides that it failed."""
    plain = not command.blocks and not command.wrappers and command.before != "||"
    return plain and command.after == ";" and command.program not in _SAFE


def _first(commands: list[Command], stops: int, last: Command) -> Command:
    return next(command for command in commands[:stops] if command is not last and _hides(command))
