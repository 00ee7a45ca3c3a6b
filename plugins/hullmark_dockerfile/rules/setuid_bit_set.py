"""A program gets the setuid or setgid bit.

Why: whoever runs such a program has the rights of its owner, mostly root; a flaw in it leads from any account of the
container to root.
Instead: let the program run with the account that needs it, or give it one capability: ``setcap cap_net_raw+ep``.
Flags: chmod with ``u+s``, ``+s`` or a mode such as 4755; ``install -m`` and ``--chmod`` of COPY and ADD with such a
mode; as information in the profile strict the setgid bit alone, which on a directory only hands down the group.
Not flagged: the sticky bit, 1777; removal, ``chmod a-s``; a mode in a variable; stages that only build.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction

_OCTAL = pattern(r"0*[0-7]{4,5}")
_CLAUSE = pattern(r"([ugoa]*)[+=][rwxXt]*s[rwxXst]*")
_PROGRAMS = frozenset(("chmod", "install"))


@rule(
    USERS,
    WARNING,
    on=Instruction,
    when=("RUN", "COPY", "ADD"),
    hints=("chmod", "install", "<<"),
    peers="dockle:CIS-DI-0008",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the mode."""
    if not instruction.stage.ships:
        return
    modes = [mode] if (mode := instruction.flag_value("chmod")) is not None else []
    if instruction.key == "RUN" and instruction.script is not None:
        modes = [
            mode
            for command in instruction.script.commands
            if command.program in _PROGRAMS and (mode := _mode(command)) is not None
        ]
    for mode in modes:
        bits = _bits(mode) if mode.known else ""
        if bits:
            yield _problem(mode, bits)


def _problem(mode: Text, bits: str) -> Problem:
    if bits == "setuid":
        return Problem(mode, f"{mode} sets the setuid bit: the file runs with its owner's rights")
    message = f"{mode} sets the setgid bit: a file runs with its group's rights, a directory hands its group down"
    return Problem(mode, message, severity=INFO, profile=STRICT)


def _mode(command: Command) -> Text | None:
    """Return the mode that chmod or install sets."""
    arguments = command.arguments
    if command.program == "install":
        return arguments.value("-m", "--mode")
    return arguments.operands[0] if arguments.operands and not arguments.has("--reference") else None


def _bits(mode: str) -> str:
    """Return which of the bits a mode sets: setuid, setgid, or nothing."""
    if _OCTAL.fullmatch(mode):
        number = int(mode, 8)
        return "setuid" if number & 0o4000 else "setgid" if number & 0o2000 else ""
    who = [match[1] for match in map(_CLAUSE.fullmatch, mode.split(",")) if match]
    if any(not letters or set(letters) & set("ua") for letters in who):
        return "setuid"
    return "setgid" if any("g" in letters for letters in who) else ""
