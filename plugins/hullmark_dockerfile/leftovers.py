"""Files that a RUN makes, and what it removes of them."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from hullmark.model import Command
from hullmark.plugin import Text
from hullmark.plugin import pattern

_BUILDING = frozenset(("cargo", "cmake", "configure", "gcc", "gradle", "make", "meson", "mvn", "ninja"))
_VARIABLE = pattern(r"\$\{?(\w+)\}?")
#: Operands of one removal, and patterns in one operand, that are looked at.
_MAX_OPERANDS = 200
_MAX_PATTERNS = 4


class Removal(NamedTuple):
    """What stands behind an ``rm``, and where."""

    start: int
    path: str
    recursive: bool


def removals(commands: list[Command]) -> list[Removal]:
    """Return what the commands remove or move away."""
    found = []
    for command in commands:
        program = command.program
        if program in ("rm", "unlink", "shred", "rmdir"):
            recursive = command.arguments.has("-r", "-R", "--recursive")
            operands = command.arguments.operands[:_MAX_OPERANDS]
            found += [Removal(command.span.start, str(operand), recursive) for operand in operands]
        elif program == "mv":
            found += [Removal(command.span.start, str(one), True) for one in command.arguments.operands[:-1]]
        elif "--remove-files" in command.args or program == "find" and "-delete" in command.args:
            found.append(Removal(command.span.start, "*", True))
    return found


def is_removed(name: str, path: str, start: int, gone: list[Removal], targets: list[str]) -> bool:
    """Tell whether a file is removed behind ``start``, or lies in one of the mounted folders."""
    if any(path.startswith(target) for target in targets):
        return True
    return any(removal.start > start and _covers(removal, name, path) for removal in gone)


def _covers(removal: Removal, name: str, path: str) -> bool:
    """Tell whether a removal may cover a file: its name, a pattern for it, or a folder around it."""
    pattern = removal.path.rstrip("/")
    last = pattern.rsplit("/", 1)[-1]
    if last == name or pattern == path or last in ("*", ".", ".."):
        return True
    if last.count("*") + last.count("?") in range(1, _MAX_PATTERNS) and fnmatchcase(name, last):
        return True
    if not removal.recursive:
        return False
    variables = set(_VARIABLE.findall(path))
    return path.startswith(pattern + "/") or "/" not in path or bool(variables & set(_VARIABLE.findall(pattern)))


def temporary_folders(commands: list[Command]) -> Iterator[tuple[Text, str]]:
    """Yield the folders of ``mktemp -d`` that a variable names, and those below /usr/src to build something in."""
    built = _built(commands)
    for position, command in enumerate(commands):
        if command.program == "mktemp" and command.arguments.has("-d", "--directory") and "$(" in command.blocks:
            depth = len(command.blocks)
            owner = next((one for one in commands[position + 1:position + 8] if len(one.blocks) < depth), None)
            name = _assigned(owner) if owner is not None else ""
            if name:
                yield command.name, f"${name}"
        elif command.program == "mkdir":
            for operand in command.arguments.operands:
                if operand.startswith("/usr/src/") and operand.known and operand.rstrip("/") in built:
                    yield operand, str(operand)


def _built(commands: list[Command]) -> frozenset[str]:
    """Return the folders that are entered or filled, if something is compiled at all."""
    if not any(command.program in _BUILDING for command in commands):
        return frozenset()
    return frozenset(
        arg.rstrip("/")
        for command in commands if command.program in ("cd", "tar", "git", "unzip", "make")
        for arg in command.args
    )


def _assigned(command: Command) -> str:
    """Return the variable that a command sets."""
    for assignment in command.assignments:
        return str(assignment.name)
    if command.program in ("export", "local", "declare"):
        for arg in command.args:
            name, equals, _ = arg.partition("=")
            if equals:
                return name
    return ""
