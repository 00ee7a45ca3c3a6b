"""What is around a command of RUN: its instruction, whether its layer ships, the values of its variables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.shell.packages import MANAGERS
from hullmark.shell.programs import SHELLS

if TYPE_CHECKING:
    from hullmark_dockerfile.tree import Dockerfile
    from hullmark_dockerfile.tree import Instruction
    from hullmark_dockerfile.tree import Stage

#: The uses of a script that is run while an image is built.
BUILD = ("build", "onbuild")

#: Nesting of variables that is followed, variables of one value that are replaced, and characters of a value.
_MAX_DEPTH = 3
_MAX_VARIABLES = 16
_MAX_VALUE = 64 * 1024

_VARIABLE = pattern(r"\$(?:\{(\w+)\}|(\w+)|.?)|`", re.DOTALL)
_ASSIGNED = pattern(r"([A-Za-z_]\w*)=")
_DECLARING = ("export", "declare", "local", "readonly", "typeset")


def in_build(command: Command) -> bool:
    """Tell whether the command is run by RUN, in this build or in one that begins from its image."""
    return command.script.use in BUILD


def instruction_of(document: Document, command: Command) -> Instruction:
    """Return the instruction that runs a command."""
    instructions: list[Instruction] = document.tree.instructions
    position = bisect_right(instructions, command.script.span.start, key=lambda instruction: instruction.span.start)
    found = instructions[max(position - 1, 0)]
    return found.trigger or found


def delivered(stage: Stage) -> bool:
    """Tell whether what a stage holds ends up in an image that runs.

    A stage without a name that no COPY takes files from can only be meant to be an image of its own.
    """
    return stage.ships or stage.name is None and str(stage.index) not in _numbers(stage.dockerfile)


@lru_cache(maxsize=2)
def _numbers(dockerfile: Dockerfile) -> frozenset[str]:
    """Return the numbers by which stages are referred to."""
    found = set()
    for instruction in dockerfile.instructions:
        if instruction.flags:
            flag = instruction.flag("from")
            if flag is not None and flag.value is not None:
                found.add(str(flag.value))
            found.update(str(mount.options.get("from")) for mount in instruction.mounts if "from" in mount.options)
    return frozenset(found)


def values(command: Command, arg: Text) -> tuple[str, ...] | None:
    """Return the words that an argument stands for, variables replaced; None where they cannot be known."""
    if arg.known:
        return (str(arg),)
    value = _expanded(command.script, str(arg), 0)
    if value is None:
        return None
    quoted = any(character.isspace() for character in arg)
    return (value,) if quoted else tuple(value.split())


def operands(command: Command, args: tuple[Text, ...]) -> Iterator[tuple[Text, str]]:
    """Yield the words that arguments stand for, each with its argument; those that cannot be known are left out."""
    for arg in args:
        for word in values(command, arg) or ():
            yield arg, word


def _expanded(script: Script, text: str, depth: int) -> str | None:
    """Return a text with the variables replaced that the script or the file sets to a constant."""
    pieces: list[str] = []
    at = size = 0
    for match in _VARIABLE.finditer(text):
        name = match[1] or match[2]
        known = name and depth < _MAX_DEPTH and len(pieces) < 2 * _MAX_VARIABLES and size < _MAX_VALUE
        value = _value(script, name, depth) if known else None
        if value is None:
            return None
        pieces += (text[at:match.start()], value)
        size += len(value)
        at = match.end()
    return "".join((*pieces, text[at:]))


def _value(script: Script, name: str, depth: int) -> str | None:
    assigned = _assigned(script)
    value = assigned[name] if name in assigned else script.lookup(name) if script.lookup else None
    if value is None or value.known:
        return None if value is None else str(value)
    return _expanded(script, str(value), depth + 1)


@lru_cache(maxsize=4)
def _assigned(script: Script) -> dict[str, Text | None]:
    """Return the variables that a script assigns, None for one that it assigns more than once."""
    found: dict[str, Text | None] = {}
    for command in script.commands:
        pairs = [(assignment.name, assignment.value) for assignment in command.assignments if not command.name]
        if command.program in _DECLARING:
            for arg in command.args:
                match = _ASSIGNED.match(arg)
                if match:
                    pairs.append((arg.part(0, match.end(1)), arg.part(match.end())))
        elif command.program in ("read", "mapfile"):
            found.update((str(arg), None) for arg in command.args)
        for name, value in pairs:
            found[str(name)] = None if name in found else value
    return found


def assigned(command: Command) -> dict[str, Text | None]:
    """Return what the script of a command assigns to variables, None for one that it assigns more than once."""
    return _assigned(command.script)


@lru_cache(maxsize=4)
def removed(script: Script) -> frozenset[str]:
    """Return the packages that a script takes away again, as written and with variables replaced."""
    found: set[str] = set()
    for command in script.commands:
        manager = MANAGERS.get(command.program)
        if manager is not None and command.arguments.subcommand in manager.remove:
            found.update(str(operand) for operand in command.arguments.operands)
            found.update(word for _, word in operands(command, command.arguments.operands))
    return frozenset(found)


@lru_cache(maxsize=4)
def swept(script: Script) -> frozenset[Command]:
    """Return the commands between ``apt-mark showmanual`` and ``apt-mark auto '.*'``: what they install goes again.

    So do the official images, with ``apt-get purge --auto-remove`` behind it; what is still needed stays.
    """
    found: set[Command] = set()
    since: list[Command] = []
    for command in script.commands:
        if command.program in ("apt-get", "apt"):
            since.append(command)
        elif command.program == "apt-mark" and command.args[:1] == ("showmanual",):
            since = []
        elif command.program == "apt-mark" and command.args[:1] == ("auto",) and ".*" in command.args:
            found.update(since)
            since = []
    return frozenset(found)


def environment(command: Command, name: str) -> str | None:
    """Return the value of a variable as the command sees it, "" where nothing sets it, None where it is unknown."""
    for assignment in command.assignments:
        if assignment.name == name:
            return str(assignment.value) if assignment.value.known else None
    assigned = _assigned(command.script)
    if name in assigned:
        value = assigned[name]
    else:
        value = command.script.lookup(name) if command.script.lookup else None
        if value is None:
            return ""
    return str(value) if value is not None and value.known else None


def insertion(command: Command, behind: Text, word: str) -> Edit | None:
    """Return the edit that gives a command a further argument, behind its name or another argument."""
    if not behind.editable or not behind.known and set(behind) & set("$`"):
        return None
    end = behind.span.end
    listed = command.script.language == "exec" and SHELLS.isdisjoint(command.wrappers)
    return Edit(Span(end, end), f', "{word}"' if listed else f" {word}")


def insert(command: Command, behind: Text, word: str, safe: bool = True) -> Fix | None:
    """Return the fix that gives a command a further argument."""
    edit = insertion(command, behind, word)
    return Fix(f"add {word}", (edit,), safe) if edit else None


def extendable(instruction: Instruction) -> bool:
    """Tell whether ``&& command`` may be written behind an instruction's last character."""
    script = instruction.script
    if script is None or script.language not in SHELLS or script.broken is not None or script.comments:
        return False
    return not instruction.heredocs and not instruction.onbuild and script.text[-1:] not in (";", "&", "|", "\\")


def append(document: Document, instruction: Instruction, addition: str) -> Edit | None:
    """Return the edit that runs one more command at the end of an instruction, None where that is not simple."""
    if not extendable(instruction):
        return None
    lead = " "
    if instruction.last > instruction.first:
        row = document.text[slice(*document.lines.span(instruction.last))]
        indent = row[:len(row) - len(row.lstrip())] or "    "
        newline = document.newline
        lead = f" {instruction.escape}{newline}{indent}"
    end = instruction.span.end
    return Edit(Span(end, end), f"{lead}&& {addition}")
