"""Git repositories that RUN clones, and whether their history is removed again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.plugin import Text

from hullmark_dockerfile.tree import Instruction


class Clone(NamedTuple):
    """``git clone``: its subcommand, and the last component of what it clones."""

    at: Text
    source: str


def clones_kept(instruction: Instruction) -> Iterator[Clone]:
    """Yield the clones of RUN whose folder, or the ``.git`` in it, the same RUN does not remove."""
    if "clone" not in instruction.whole or instruction.script is None:
        return
    commands = instruction.script.commands
    mounted = tuple(f"{str(mount.target).rstrip('/')}/" for mount in instruction.mounts if mount.target)
    for index, command in enumerate(commands):
        subcommand = command.arguments.subcommand if command.program == "git" else None
        if subcommand != "clone" or subcommand is None:
            continue
        folder = _folder(command)
        if folder and not f"{folder}/".startswith(mounted):
            if not any(_removes(later, folder) for later in commands[index + 1:]):
                yield Clone(subcommand, command.arguments.operands[0].rstrip("/").rpartition("/")[2])


def _folder(command: Command) -> str:
    """Return the folder that a clone makes, "" where it cannot be known or holds no files."""
    operands = command.arguments.operands
    if not operands or not operands[-1].known or command.arguments.has("--bare", "--mirror"):
        return ""
    last = operands[-1].rstrip("/")
    return last if len(operands) > 1 else last.rpartition("/")[2].rpartition(":")[2].removesuffix(".git")


def _removes(command: Command, folder: str) -> bool:
    """Tell whether a command removes or moves the folder of a clone, or its history."""
    if command.program not in ("rm", "find", "mv"):
        return False
    name = folder.rpartition("/")[2] or folder
    return any(
        arg.rstrip("/*").endswith((".git", name)) or folder.startswith(f"{arg.rstrip('/*')}/")
        for arg in command.args if not arg.startswith("-")
    )
