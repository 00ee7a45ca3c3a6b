"""A debugger waits for whoever reaches its port.

Why: who talks to a debugger runs code in the process, without a password; these ports are searched for all day.
Instead: start it in a configuration for development only, on 127.0.0.1, and forward the port
(``kubectl port-forward``, ``ssh -L``).
Flags: JDWP (``-agentlib:jdwp``) on all addresses; ``node --inspect=0.0.0.0``; debugpy, Delve (``dlv --headless``),
gdbserver and rdbg on all addresses; in what a container starts and in JAVA_TOOL_OPTIONS, NODE_OPTIONS and the like.
JDWP with a port alone, which only Java before 9 opens on all addresses, counts as information.
Not flagged: 127.0.0.1 and localhost; stages that only build or whose name says dev or debug; files in a folder or with
a name that says so.
See: https://docs.oracle.com/en/java/javase/21/docs/specs/jpda/conninv.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import DAEMONS
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.debuggers import HINTS
from hullmark_containers.debuggers import VARIABLES
from hullmark_containers.debuggers import Listener
from hullmark_containers.debuggers import listeners_in
from hullmark_containers.debuggers import listeners_of
from hullmark_containers.paths import is_trial


@rule(
    DAEMONS,
    {"": WARNING, "dockerfile": ERROR},
    on=(Script, Variable),
    when={Variable: VARIABLES, Script: ("start",)},
    hints={Script: HINTS},
    not_in=("compose",),
)
def check(fact: Script | Variable, context: Context) -> Iterator[Problem]:
    """Flag the option or the address."""
    container = fact.container
    name = container.name if container is not None else None
    if container is not None and not container.ships or _is_for_debugging(context.document.path, name):
        return
    for found in _listeners(fact):
        message = f"{found.at} lets whoever reaches the port run code in the process"
        if len(found.at) > 40:
            message = "this debugger lets whoever reaches its port run code in the process"
        yield Problem(found.at, message, severity=None if found.certain else INFO)


def _listeners(fact: Script | Variable) -> Iterator[Listener]:
    if isinstance(fact, Script):
        for command in fact.commands:
            yield from listeners_of(command)
    elif fact.value is not None and fact.kind == "env":
        if fact.name == "JPDA_ADDRESS":
            if fact.value.startswith(("*:", "0.0.0.0:")):
                yield Listener(fact.value)
        else:
            yield from listeners_in(fact.value)


def _is_for_debugging(path: str, name: str | None) -> bool:
    named = name or ""
    return is_trial(path) or is_trial(named) or "debug" in named.lower() or "debug" in path.lower()
