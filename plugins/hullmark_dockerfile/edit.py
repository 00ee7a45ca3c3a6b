"""Fields of shared facts written into a Dockerfile, for the fixes of rules that know no format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import Port
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Span
from hullmark.plugin import pattern
from hullmark.shell.accounts import CREATE
from hullmark.shell.programs import SHELLS

from hullmark_dockerfile.accounts import accounts_of
from hullmark_dockerfile.accounts import built_as_root
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage

Edits = tuple[Edit, ...] | None

_NAME = pattern(r"[a-z_][a-z0-9_-]*")


def edit(document: Document, fact: Any, field: str, value: str) -> Edits:
    """Return the edits that give a field of a fact this value, None where they cannot be made.

    The ``user`` of a container: an empty value stands for the account that the file itself creates. The ``wrappers``
    of a command: an empty value takes away the program that starts the command as root, where that changes nothing. The
    ``number`` of a port: an empty value takes the port away.
    """
    writer = _WRITERS.get((type(fact), field))
    return writer(document, fact, value) if writer else None


def _user(document: Document, container: Container, value: str) -> Edits:
    stage = next((stage for stage in document.tree.stages if stage.container is container), None)
    value = value or (_created(stage) if stage else "")
    if stage is None or not value:
        return None
    current = stage.last("USER")
    if current is not None and current.stage is stage and not _behind(stage, current, "RUN"):
        change = current.value.edit(value)
        return (change,) if change else None
    newline = document.newline
    starts = stage.of("CMD", "ENTRYPOINT")
    if starts and not _behind(stage, starts[-1], "RUN"):
        at = starts[-1].span.start
        return (Edit(Span(at, at), f"USER {value}{newline}"),)
    end = stage.instructions[-1].end
    return (Edit(Span(end, end), f"{newline}USER {value}"),)


def _behind(stage: Stage, instruction: Instruction, *keys: str) -> bool:
    """Tell whether instructions of these keywords follow in the stage."""
    return any(other.index > instruction.index for other in stage.of(*keys))


def _created(stage: Stage) -> str:
    """Return the only account that the stage creates, by its number if that is given; "" for none or several."""
    found = [account for account in accounts_of(stage) if account.kind == "user" and account.name.known]
    accounts = {str(account.name): account for account in found if account.action == CREATE}
    accounts.pop("root", None)
    if len(accounts) != 1:
        return ""
    name, account = accounts.popitem()
    if account.number is not None and account.number.known and account.number.isdigit():
        return str(account.number) if account.number.strip("0") else ""
    return name if _NAME.fullmatch(name) else ""


def _wrappers(document: Document, command: Command, value: str) -> Edits:
    if value or command.program != "sudo" or command.script.use != "build" or not command.args:
        return None
    first = command.args[0]
    if first.startswith("-") or "=" in first or not SHELLS.issuperset(command.wrappers) or not command.name.editable:
        return None
    instruction = _around(document.tree.instructions, command.span.start)
    if instruction is None or not built_as_root(instruction) or instruction.stage.variable("PATH", instruction.index):
        return None
    span = Span(command.name.span.start, first.span.start)
    blanks = document.text[command.name.span.end:first.span.start]
    return (Edit(span, ""),) if not blanks.strip(" \t,\"'") and span.end > span.start else None


def _port(document: Document, port: Port, value: str) -> Edits:
    instruction = _around(document.tree.instructions, port.span.start)
    if value or instruction is None or instruction.key != "EXPOSE" or instruction.first != instruction.last:
        return None
    if not port.number.editable:
        return None
    words = [word.span for word in instruction.words]
    if len(words) == 1:
        line = document.lines.span(instruction.first)
        following = document.lines.starts[instruction.first + 1:instruction.first + 2]
        return (Edit(Span(line.start, following[0] if following else line.end), ""),)
    at = next(at for at, word in enumerate(words) if word.end >= port.span.end)
    span = Span(words[at - 1].end, words[at].end) if at else Span(words[0].start, words[1].start)
    return (Edit(span, ""),)


def _around(instructions: list[Instruction], offset: int) -> Instruction | None:
    """Return the instruction in which an offset lies."""
    return next((found for found in instructions if found.span.start <= offset < found.end), None)


_WRITERS: dict[tuple[type, str], Callable[[Document, Any, str], Edits]] = {
    (Container, "user"): _user,
    (Command, "wrappers"): _wrappers,
    (Port, "number"): _port,
}
