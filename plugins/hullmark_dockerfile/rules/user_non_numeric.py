"""USER is a name, so that runAsNonRoot cannot check it.

Why: Kubernetes refuses to start a container with ``runAsNonRoot`` when the image gives a name, because the number
behind the name is only in the image's /etc/passwd.
Instead: give the number: ``USER 10001``, or ``USER 10001:10001``.
Flags: the last USER of a stage that is built on its own, when the account is no number; the value of ENV counts.
Not flagged: root, which runs-as-root reports; a value from ARG, which a build may set; stages that only build; Windows.
Fix safety: unsafe; a login shell and a home directory may be looked up by name. Offered when the file shows the number
of the account.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.shell.accounts import CREATE

from hullmark_dockerfile import lexer
from hullmark_dockerfile.accounts import accounts_of
from hullmark_dockerfile.accounts import user_fact
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage


@rule(
    USERS,
    INFO,
    on=Stage,
    profile=STRICT,
    peers="hadolint:DL3066",
)
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    instruction = stage.last("USER") if stage.target and not stage.windows else None
    if instruction is None or not instruction.value or _from_arg(instruction):
        return
    user = user_fact(instruction)
    if user.name is None or not user.name.known or user.root:
        return
    message = f"USER {user.name} is a name, so runAsNonRoot of Kubernetes cannot check it"
    yield Problem(user.name, message, _fix(stage, user.name))


def _from_arg(instruction: Instruction) -> bool:
    """Tell whether a build argument decides."""
    if "$" not in instruction.value:
        return False
    variables = [
        instruction.stage.variable(name, instruction.index)
        for name, *_ in lexer.names(instruction.value, instruction.escape)
    ]
    return any(variable is not None and variable.kind == "arg" for variable in variables)


def _fix(stage: Stage, name: Text) -> Fix | None:
    """Return the fix that gives the number with which the account was created."""
    for account in reversed(accounts_of(stage)):
        if account.kind == "user" and account.name == name:
            number = account.number
            if account.action != CREATE or number is None or not number.known or not number.isdigit():
                return None
            edit = name.edit(number)
            return Fix(f"give the number {number}", (edit,), safe=False) if edit else None
    return None
