"""What curl and wget do with what they fetch."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from hullmark.model import Command
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile.shells import BUSYBOX
from hullmark_dockerfile.shells import base_shell

if TYPE_CHECKING:
    from hullmark_dockerfile.tree import Stage

_CURL_OUTPUT = ("-o", "--output")
_INSTALLED = pattern(r"\bapk\s[^;&|]*\badd\b[^;&|]*\swget\b")


def is_busybox_wget(stage: Stage, command: Command) -> bool:
    """Tell whether a command is busybox's own wget, which Alpine has without installing it."""
    if command.program != "wget":
        return False
    return "busybox" in command.wrappers or base_shell(stage) == BUSYBOX and not _installs_wget(stage)


@lru_cache(maxsize=8)
def _installs_wget(stage: Stage) -> bool:
    return any(
        instruction.key == "RUN" and _INSTALLED.search(instruction.whole)
        for parent in stage.chain()
        for instruction in parent.instructions
    )


def urls(command: Command) -> list[Text]:
    """Return the arguments of a download that are the addresses: its operands."""
    return [operand for operand in command.arguments.operands if operand != "-"]


def saved_files(command: Command) -> list[str]:
    """Return the names, without folder, of the files that curl or wget saves."""
    arguments = command.arguments
    names = []
    if command.program == "curl":
        names = [str(option.value) for option in arguments.options if option.name in _CURL_OUTPUT and option.value]
        if arguments.has("-O", "--remote-name", "--remote-name-all"):
            names += [_last_part(url) for url in urls(command)]
    else:
        value = arguments.value("-O", "--output-document")
        names = [str(value)] if value is not None else [_last_part(url) for url in urls(command)]
    names += [str(redirect.target) for redirect in command.redirects if redirect.operator == ">"]
    return [name.rsplit("/", 1)[-1] for name in names if name not in ("-", "/dev/null", "/dev/stdout", "")]


def _last_part(url: str) -> str:
    """Return the file name at the end of a URL."""
    return url.partition("?")[0].partition("#")[0].rstrip("/").rsplit("/", 1)[-1]
