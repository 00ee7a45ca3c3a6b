"""Variables that the shell replaces in RUN, as far as the builder may have set them."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile.environment import variables_of
from hullmark_dockerfile.scopes import Reference
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.variables import declared

_USE = pattern(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)([^}]*)\})")
_LOOP = pattern(r"\b(?:for|select)\s+(\w+)")
_ASSIGNING = pattern(r"([A-Za-z_]\w*)\+?=")

#: Variables that a shell sets by itself.
_SHELL = frozenset((
    "HOME PWD OLDPWD IFS PATH PS1 PS2 PS4 OPTARG OPTIND PPID LINENO SHLVL UID EUID GROUPS HOSTNAME HOSTTYPE MACHTYPE"
    " OSTYPE RANDOM SECONDS REPLY SHELL USER LOGNAME TERM BASH BASHOPTS SHELLOPTS _"
).split())
#: Programs whose arguments become variables.
_DECLARING = frozenset(("export", "local", "declare", "readonly", "typeset", "read", "getopts", "mapfile", "readarray",
                        "printf", "unset", "let"))
#: Programs that may set anything.
_SOURCING = frozenset((".", "source", "eval"))


def unset_in_shell(instruction: Instruction) -> Iterator[Reference]:
    """Yield the uses, in the shell commands of RUN, of arguments that are declared but not for this instruction."""
    if "$" not in instruction.whole:
        return
    script = instruction.script
    if script is None or instruction.onbuild:
        return
    names = {match[1] or match[2] for match in _USE.finditer(script.text)}
    missing = {name for name in names if _is_unset(instruction, name)}
    if not missing:
        return
    found = [
        reference
        for command in script.commands
        for reference in _uses(command)
        if reference.name in missing and not reference.guarded
    ]
    if not found or any(command.program in _SOURCING for command in script.commands):
        return
    own = set(_LOOP.findall(script.text))
    for command in script.commands:
        own.update(_assigned(command))
    for mount in instruction.mounts:
        own.add(str(mount.options.get("env")))
    yield from (reference for reference in found if reference.name not in own)


def _uses(command: Command) -> Iterator[Reference]:
    for text in _texts(command) if "$" in command.text else ():
        if not text.known and "$" in text:
            for match in _USE.finditer(text):
                yield Reference(match[1] or match[2], text.part(*match.span()), match[3] or "")


def _texts(command: Command) -> Iterator[Text]:
    yield command.name
    yield from command.args
    for assignment in command.assignments:
        yield assignment.value
    for redirect in command.redirects:
        yield redirect.target


def _is_unset(instruction: Instruction, name: str) -> bool:
    return (
        name not in _SHELL
        and declared(instruction, name)
        and instruction.stage.variable(name, instruction.index) is None
        and name not in variables_of(instruction.stage.root_image)[0]
    )


def _assigned(command: Command) -> Iterator[str]:
    for assignment in command.assignments:
        yield str(assignment.name)
    if command.program in _DECLARING:
        for arg in command.args:
            match = _ASSIGNING.match(arg)
            yield match[1] if match else str(arg)
