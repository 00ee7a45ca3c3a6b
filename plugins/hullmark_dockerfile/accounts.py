"""The accounts of a stage: what its commands create, and as whom an instruction runs."""

from __future__ import annotations

from hullmark.model import User
from hullmark.shell.accounts import Account
from hullmark.shell.accounts import account_of

from hullmark_dockerfile.bases import is_root
from hullmark_dockerfile.facts import user_fact
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage


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
