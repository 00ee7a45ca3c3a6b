"""Two accounts or groups share an id.

Why: the kernel only knows the number. Two names with one number own each other's files and may signal each other's
processes, and which name is shown is a matter of luck.
Instead: give each its own number, and put accounts that share files into a group.
Flags: a new account or group with ``-o`` or ``--non-unique``; one number given to two names in a stage and those that
it begins from; two lines with one number in an /etc/passwd or /etc/group that the file writes.
Not flagged: usermod and groupmod of an account that the base image has; a name that is removed in between; the branches
of a condition; a number in a variable without a value; 0, which user-created-with-uid-zero reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import File
from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.shell.accounts import CREATE
from hullmark.shell.accounts import REMOVE
from hullmark.shell.accounts import Account

from hullmark_dockerfile.accounts import accounts_of
from hullmark_dockerfile.tree import Stage

_LINE = pattern(r"(?m)^([^:\s$]+):[^:\n]*:(\d+):")
_BRANCHES = frozenset(("then", "else", "elif", "case"))


@rule(
    USERS,
    WARNING,
    on=(Stage, File),
    peers="dockle:DKL-LI-0002",
)
def check(fact: Stage | File, context: Context) -> Iterator[Problem]:
    """Flag the number that is given again."""
    if isinstance(fact, File):
        if fact.path is not None and fact.path.endswith(("/etc/passwd", "/etc/group")):
            yield from _of_file(fact)
    elif fact.target:
        yield from _of_accounts(accounts_of(fact))


def _of_file(file: File) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for match in _LINE.finditer(file.text):
        name = first.setdefault(match[2], match[1])
        if name != match[1] and match[2].strip("0"):
            yield Problem(file.text.part(*match.span(2)), f"{match[1]} has the id {match[2]} of {name}")


def _of_accounts(accounts: list[Account]) -> Iterator[Problem]:
    holders: dict[tuple[str, str], Account] = {}
    for account in accounts:
        number = account.number
        if account.action == REMOVE:
            holders = {key: held for key, held in holders.items() if held.name != account.name}
        digits = number.lstrip("0") if number is not None and number.known and number.isdigit() else ""
        if account.action != CREATE or not digits:
            continue
        option = account.command.arguments.option("-o", "--non-unique")
        if option is not None:
            message = f"{account.name} may get an id that another {account.kind} has already"
            yield Problem(option.text, message)
            continue
        holder = holders.setdefault((account.kind, digits), account)
        if holder.name == account.name or not holder.name.known or not account.name.known:
            continue
        if not _BRANCHES & {*holder.command.blocks, *account.command.blocks}:
            notes = ((holder.number, f"{holder.name} has it already"),)
            yield Problem(number, f"the {account.kind} {account.name} gets the id of {holder.name}", notes=notes)
