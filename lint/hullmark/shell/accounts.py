"""Programs that create accounts and groups, and what they create.

One table for all rules that ask about accounts. Sources: the manual pages of shadow 4.17, Debian's adduser 3.137 and
busybox 1.37.
"""

from __future__ import annotations

from typing import NamedTuple

from hullmark.deferred import pattern
from hullmark.model import Command
from hullmark.model import Script
from hullmark.text import Text

#: What a program does to an account.
CREATE = "create"
CHANGE = "change"
REMOVE = "remove"

#: Program to what it is about, what it does there, and whether a second operand is a group to join.
PROGRAMS: dict[str, tuple[str, str, bool]] = {
    "adduser": ("user", CREATE, True),
    "addgroup": ("group", CREATE, True),
    "delgroup": ("group", REMOVE, True),
    "deluser": ("user", REMOVE, True),
    "groupadd": ("group", CREATE, False),
    "groupdel": ("group", REMOVE, False),
    "groupmod": ("group", CHANGE, False),
    "useradd": ("user", CREATE, False),
    "userdel": ("user", REMOVE, False),
    "usermod": ("user", CHANGE, False),
}

_VARIABLE = pattern(r"\$(?:\{(\w+)\}|(\w+))")


class Account(NamedTuple):
    """An account or group that a command creates, changes or removes, as ``action`` tells.

    ``kind`` is user or group; ``number`` the id that the command gives it, None where the system chooses; ``shared``
    tells that the command allows an id that is taken.
    """

    kind: str
    name: Text
    number: Text | None
    action: str
    shared: bool
    command: Command


def account_of(command: Command) -> Account | None:
    """Return what a command does to an account, None for one that only adds it to a group or removes it there."""
    entry = PROGRAMS.get(command.program)
    if entry is None:
        return None
    kind, action, joins = entry
    arguments = command.arguments
    operands = arguments.operands
    if len(operands) != 1 and (joins or not operands):
        return None
    name = operands[0] if joins else operands[-1]
    names = ("-u", "--uid") if kind == "user" else ("-g", "--gid")
    number = arguments.value(*names)
    if number is not None:
        number = resolve(number, command.script)
    shared = arguments.has("-o", "--non-unique")
    return Account(kind, resolve(name, command.script), number, action, shared, command)


def resolve(text: Text, script: Script) -> Text:
    """Return a text that is one variable with the variable's value in its place, where the format knows it."""
    if text.known or script.lookup is None:
        return text
    match = _VARIABLE.fullmatch(text)
    value = script.lookup(match[1] or match[2]) if match else None
    return text.substitute(str(value)) if value is not None else text
