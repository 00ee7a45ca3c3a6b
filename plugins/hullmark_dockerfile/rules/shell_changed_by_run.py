"""RUN replaces /bin/sh by another shell.

Why: every script of the distribution that names ``/bin/sh`` was tested with the shell that came with it, and an update
of that package puts it back. The files of the image change to make a point that the Dockerfile can make itself.
Instead: write ``SHELL ["/bin/bash", "-c"]``; it holds for all later instructions.
Flags: ``ln``, ``mv`` and ``cp`` onto ``/bin/sh``; as information ``chsh`` and ``usermod -s`` for root, which RUN does
not look at, and in the profile strict a RUN that starts PowerShell by hand.
Not flagged: an image without a shell of its own, such as scratch; links to other names; ``useradd -s``; the login
shell of an account that people work with; ``dpkg-reconfigure dash``.
Fix safety: unsafe; the image keeps its own /bin/sh.
See: https://docs.docker.com/reference/dockerfile/#shell
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
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.shell.programs import SHELLS
from hullmark.shell.programs import program_name

from hullmark_dockerfile.tree import Instruction

_PLACES = ("/bin/sh", "/usr/bin/sh")
_POWERSHELL = ("powershell", "pwsh")


@rule(
    BUILD,
    WARNING,
    on=Instruction,
    when=("RUN",),
    hints=("/sh", "chsh", "usermod", "powershell", "pwsh", "<<"),
    peers="hadolint:DL4005 kics:Changing-Default-Shell-Using-RUN-Command semgrep:use-shell-instruction",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag what changes the shell."""
    script = instruction.script
    if script is None:
        return
    for command in script.commands:
        program = command.program
        if program in ("ln", "mv", "cp"):
            place = _replaced(command, instruction)
            if place is not None:
                yield Problem(place, f"{place} is replaced: SHELL chooses another shell", _fix(instruction, command))
        elif program in ("chsh", "usermod"):
            shell = command.arguments.value("-s", "--shell")
            if shell is not None and _is_root(command) and program_name(shell) in SHELLS:
                yield Problem(shell, f"RUN does not look at the login shell of root, now {shell}", severity=INFO)
    first, _, rest = str(script.text).partition(" ")
    program = program_name(first)
    if program in _POWERSHELL and rest and instruction.shell.name not in _POWERSHELL:
        place = script.commands[0].name if script.language == "exec" else script.text.part(0, len(first))
        yield Problem(place, f"{program} is started by hand: SHELL makes it the shell", severity=INFO, profile=STRICT)


def _replaced(command: Command, instruction: Instruction) -> Text | None:
    """Return the path of the shell that a command overwrites, None in an image that has none."""
    operands = command.arguments.operands
    image = instruction.stage.root_image
    bare = image is not None and (image.name == "scratch" or "distroless" in image.name)
    return operands[-1] if len(operands) > 1 and operands[-1] in _PLACES and not bare else None


def _is_root(command: Command) -> bool:
    """Tell whether chsh or usermod is about root; without an operand chsh takes the account that runs it."""
    accounts = command.arguments.operands
    return not accounts and command.program == "chsh" or accounts == ("root",)


def _fix(instruction: Instruction, command: Command) -> Fix | None:
    """Return the fix that names the shell instead, for a RUN that does nothing else."""
    script = instruction.script
    source = command.arguments.operands[0]
    if script is None or len(script.commands) > 1 or command.program != "ln" or program_name(source) not in SHELLS:
        return None
    if not source.startswith("/") or not source.known or instruction.onbuild or instruction.heredocs:
        return None
    return Fix("set SHELL", (Edit(instruction.span, f'SHELL ["{source}", "-c"]'),), safe=False)
