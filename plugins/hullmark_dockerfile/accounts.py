"""The accounts of a stage: what its commands create, and as whom an instruction runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hullmark.model import User
from hullmark.plugin import pattern
from hullmark.shell.accounts import Account
from hullmark.shell.accounts import account_of

from hullmark_dockerfile.bases import is_root

if TYPE_CHECKING:
    from hullmark_dockerfile.tree import Instruction
    from hullmark_dockerfile.tree import Stage

_VARIABLE = pattern(r"\$\{[^}]*\}?|\$\w+")


def user_fact(instruction: Instruction) -> User:
    """Return the account that USER sets; one that cannot be known where the argument is missing."""
    if not instruction.value:
        return User(instruction.span, instruction.keyword.substitute("", known=False), None, None)
    value = instruction.expand(instruction.value)
    masked = str(value) if value.known else _VARIABLE.sub(lambda match: "$" * len(match[0]), value)
    colon = masked.find(":")
    account, group = value, None
    if colon >= 0:
        account, group = value.part(0, colon), value.part(colon + 1)
        account.known = value.known or "$" not in masked[:colon]
        group.known = value.known or "$" not in masked[colon:]
    if account.known and account.isdigit():
        return User(value.span, None, account, group)
    return User(value.span, account, None, group)


def accounts_of(stage: Stage) -> list[Account]:
    """Return what a stage and its parents do to accounts and groups, in the order of the build."""
    found = []
    for link in reversed(stage.chain()):
        for instruction in link.of("RUN"):
            if instruction.script is not None:
                found += [account for command in instruction.script.commands if (account := account_of(command))]
    return found


def account_at(instruction: Instruction) -> User | None:
    """Return the account that an instruction of the build runs as, None where no instruction sets it."""
    for stage in instruction.stage.chain():
        for previous in reversed(stage.instructions):
            if previous.key == "USER" and previous.index < instruction.index and previous.value:
                return user_fact(previous)
    return None


def built_as_root(instruction: Instruction) -> bool:
    """Tell whether an instruction surely runs as root: USER says so, or the base image is known to leave it so."""
    user = account_at(instruction)
    if user is None:
        image = instruction.stage.root_image
        return image is not None and is_root(image)
    return user.root
