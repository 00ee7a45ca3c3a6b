"""A shell script of RUN with what is around it: the variables it sets and sees, and whether failures end it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile.environment import variables_of
from hullmark_dockerfile.shells import actual_shell
from hullmark_dockerfile.shells import errexit
from hullmark_dockerfile.tree import PROXY_ARGS
from hullmark_dockerfile.tree import Instruction

_ASSIGNMENT = pattern(r"([A-Za-z_]\w*)\+?=")
_LOOP = pattern(r"\b(?:for|select)\s+(\w+)")
#: Programs whose arguments name variables that they set.
_DECLARING = frozenset(("declare", "export", "local", "readonly", "typeset"))
_SETTING = _DECLARING | frozenset(("getopts", "let", "mapfile", "printf", "read", "readarray", "unset"))
_SOURCING = frozenset((".", "eval", "source"))
#: Variables that a shell or Docker sets.
_SPECIAL = PROXY_ARGS | frozenset((
    "HOME PWD OLDPWD IFS PATH PS1 PS2 PS4 OPTARG OPTIND PPID LINENO SHLVL UID EUID GROUPS HOSTNAME HOSTTYPE MACHTYPE"
    " OSTYPE RANDOM SECONDS REPLY SHELL USER LOGNAME TERM BASH BASHOPTS SHELLOPTS FUNCNAME PIPESTATUS DIRSTACK _"
    " TMPDIR TMP TEMP LANG LC_ALL TZ all_proxy ALL_PROXY"
).split())


class Scene(NamedTuple):
    """A script with what is around it.

    From command number ``stops`` on a failure ends it. ``assigned`` is what it sets, None for an unknown value, and
    ``loops`` the variables of its loops; ``sourced`` tells that it may set anything else. ``source`` is the file.
    """

    instruction: Instruction
    script: Script
    source: str
    shell: str
    stops: int
    assigned: dict[str, Text | None]
    loops: frozenset[str]
    sourced: bool

    def value(self, name: str) -> Text | None:
        """Return the value of a variable, None where it is not set or not known."""
        return self.assigned[name] if name in self.assigned else self.instruction.text_of(name)

    def is_set(self, name: str) -> bool:
        """Tell whether something sets a variable, as far as the file and what is known of the base show."""
        instruction = self.instruction
        return (
            self.sourced
            or name in self.assigned
            or name in _SPECIAL
            or instruction.stage.variable(name, instruction.index) is not None
            or name in variables_of(instruction.stage.root_image)[0]
            or any(mount.options.get("env") == name for mount in instruction.mounts)
        )

    def similar(self, name: str) -> str | None:
        """Return the variable that the file sets and whose name is one letter away."""
        declared = sorted(self.instruction.stage.variables(self.instruction.index).union(self.assigned, PROXY_ARGS))
        return next((other for other in declared if _is_misspelt(name, other)), None)


def scene_of(instruction: Instruction, script: Script, source: str) -> Scene:
    """Return the script of an instruction with what is around it; ``source`` is the whole file."""
    text = script.text
    loops = frozenset(_LOOP.findall(text) if "for" in text or "select" in text else ())
    assigned: dict[str, Text | None] = dict.fromkeys(loops)
    sourced = False
    for command in script.commands:
        if command.assignments or command.program in _SETTING:
            for name, value in _set_by(command):
                assigned[name] = value if name not in assigned and value is not None and value.known else None
        if command.program in _SOURCING or command.program in _DECLARING and any(map(_is_opaque, command.args)):
            sourced = True
    stops = errexit(script, instruction.shell)
    return Scene(instruction, script, source, actual_shell(instruction), stops, assigned, loops, sourced)


def _is_opaque(arg: Text) -> bool:
    """Tell whether an argument of ``export`` may name any variable: ``export $(cat x)``."""
    return not arg.known and _ASSIGNMENT.match(arg) is None


def _set_by(command: Command) -> Iterator[tuple[str, Text | None]]:
    for assignment in command.assignments:
        yield str(assignment.name), assignment.value
    if command.program in _SETTING:
        for arg in command.args:
            match = _ASSIGNMENT.match(arg)
            yield (match[1], arg.part(match.end())) if match else (str(arg), None)


def _is_misspelt(name: str, other: str) -> bool:
    """Tell whether two long names differ by one letter, added, left out, changed or exchanged with the next."""
    if name == other or len(name) < 5 or len(other) < 5 or abs(len(name) - len(other)) > 1:
        return False
    at = next((at for at, pair in enumerate(zip(name, other)) if pair[0] != pair[1]), min(len(name), len(other)))
    short, long = sorted((name, other), key=len)
    if len(short) < len(long):
        return at < len(short) and short[at:] == long[at + 1:] and not long[at].isdigit()
    changed = name[at + 1:] == other[at + 1:] and not (name[at].isdigit() or other[at].isdigit())
    return changed or name[at:at + 2] == other[at:at + 2][::-1] and name[at + 2:] == other[at + 2:]
