"""Debuggers that wait for somebody on the network, by their command lines.

Sources: the connection options of JDWP (Java), ``node --inspect``, debugpy, Delve, gdbserver and rdbg, 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.plugin import Text
from hullmark.plugin import pattern

#: Variables in which runtimes look for options.
VARIABLES = (
    "CATALINA_OPTS", "JAVA_ARGS", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JPDA_ADDRESS", "JPDA_OPTS",
    "MAVEN_OPTS", "NODE_OPTIONS", "_JAVA_OPTIONS",
)
#: What stands in every command line that starts one.
HINTS = ("jdwp", "--inspect", "debugpy", "ptvsd", "dlv", "gdbserver", "rdbg")

_EVERYWHERE = ("", "*", "0.0.0.0", "[::]", "::")
_OPTIONS = pattern(
    r"-(?:agentlib:jdwp=|Xrunjdwp:)[^\s\"']*|--inspect(?:-brk|-wait)?=(?:0\.0\.0\.0|\[::\]|\*)(?::\d+)?"
)
_ADDRESS = pattern(r"\baddress=([^,]*)")
#: Of other debuggers the options behind which the address stands.
_LISTENING = {
    "debugpy": ("--listen",), "dlv": ("--listen", "-l"), "ptvsd": ("--host",), "rdbg": ("--host",),
}


class Listener(NamedTuple):
    """A debugger: ``at`` is what makes it listen; ``certain`` is False where only old versions do so everywhere."""

    at: Text
    certain: bool = True


def listeners_in(text: Text) -> Iterator[Listener]:
    """Yield the debuggers in options of Java and Node that listen on all addresses."""
    for match in _OPTIONS.finditer(text):
        option = text.part(*match.span())
        if option.startswith("--inspect"):
            yield Listener(option)
            continue
        address = _ADDRESS.search(option)
        if address is None or "server=n" in option:
            continue
        host, _, port = address[1].rpartition(":")
        if port.isdecimal() and host in _EVERYWHERE:
            yield Listener(option, ":" in address[1])


def listeners_of(command: Command) -> Iterator[Listener]:
    """Yield the debuggers that a command starts so that they listen on all addresses."""
    if command.started is not None:
        return
    program, args = command.program, command.args
    if program == "gdbserver":
        yield from (Listener(word) for word in args[:4] if word[:1] == ":" or word.startswith("0.0.0.0:"))
    elif program in _LISTENING:
        address = command.arguments.value(*_LISTENING[program])
        host, found, _ = address.rpartition(":") if address is not None else ("", "", "")
        everywhere = host in _EVERYWHERE if found else address == "0.0.0.0"
        alone = program == "dlv" and not any(word.startswith("--headless") for word in args)
        if address is not None and everywhere and not alone:
            yield Listener(address)
    else:
        for word in args:
            yield from listeners_in(word)
