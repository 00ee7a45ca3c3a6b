"""An account other than root gets the uid 0.

Why: the kernel knows numbers, not names: the account is root under a name that nobody looks for. It is a classic back
door, and checks for the name root pass by it.
Instead: give the account a number of its own, such as ``useradd --uid 10001 app``.
Flags: useradd, adduser and usermod with the uid 0 for a name other than root; a line with uid 0 and another name
written to /etc/passwd.
Not flagged: root itself, as in an /etc/passwd for an image from scratch; stages that only build.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import ERROR
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.shell.accounts import account_of

_LINE = pattern(r"(?m)^(?!root:)([^:\s$]+):[^:\n]*:0+:")


@rule(
    USERS,
    ERROR,
    on=(Command, File),
    when=("useradd", "adduser", "usermod"),
    peers="dockle:DKL-LI-0002",
)
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag the number, or the beginning of the line."""
    if fact.container is not None and not fact.container.ships:
        return
    if isinstance(fact, File):
        if fact.path is not None and fact.path.endswith("/etc/passwd"):
            for match in _LINE.finditer(fact.text):
                yield Problem(fact.text.part(*match.span()), f"{match[1]} has the uid 0 and is root by another name")
        return
    account = account_of(fact)
    if account is None or account.number is None or not account.name.known or account.name == "root":
        return
    if account.number.known and account.number and not account.number.strip("0"):
        yield Problem(account.number, f"{account.name} gets the uid 0 and is root by another name")
