"""An account is left without a password.

Why: whoever reaches a login, su or an SSH server of the container is that account without being asked anything; for
root that is everything.
Instead: lock accounts that nobody logs in to: ``passwd -l``, ``usermod -L``, or leave them as useradd makes them.
Flags: ``passwd -d``; an empty password for useradd, usermod or chpasswd; a line with an empty second field written to
/etc/passwd, /etc/shadow or /etc/master.passwd, also by sed; ``PermitEmptyPasswords yes``.
Not flagged: ``passwd -l``; ``--disabled-password`` of adduser; the fields ``*``, ``!`` and ``x``; stages that only
build.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import ERROR
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.passwords import input_lines

_EMPTY_FIELD = pattern(r"(?m)^\^?([a-z_][a-z0-9_-]*)::")
_PERMIT = pattern(r"(?im)^\s*PermitEmptyPasswords[ \t]+yes")
_FILES = ("/etc/passwd", "/etc/shadow", "/etc/master.passwd")


@rule(
    USERS,
    ERROR,
    on=(Command, File),
    when=("passwd", "usermod", "useradd", "chpasswd"),
    peers="dockle:DKL-LI-0001",
)
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag the option, the empty value or the line."""
    if fact.container is not None and not fact.container.ships:
        return
    found = _of_file(fact) if isinstance(fact, File) else _of_command(fact)
    for place, account in found:
        yield Problem(place, f"{account} is left without a password, so anyone may log in")


def _of_file(file: File) -> Iterator[tuple[Text, str]]:
    text = file.text
    if file.path is not None and file.path.endswith(_FILES):
        for match in _EMPTY_FIELD.finditer(text):
            yield text.part(*match.span()), match[1]
    elif "mptyPasswords" in text:
        for match in _PERMIT.finditer(text):
            yield text.part(*match.span()).strip_part(), "an account"


def _of_command(command: Command) -> Iterator[tuple[Text, str]]:
    arguments = command.arguments
    account = next((str(operand) for operand in arguments.operands[-1:] if operand.known), "the account")
    if command.program == "passwd":
        option = arguments.option("-d", "--delete")
        if option is not None and not arguments.has("-l", "--lock"):
            yield option.text, account
    elif command.program == "chpasswd":
        for line in input_lines(command):
            if line.known and line.endswith(":") and line.count(":") == 1:
                yield line, line[:-1]
    else:
        option = arguments.option("-p", "--password")
        if option is not None and option.value == "" and option.value.known:
            yield option.text, account
