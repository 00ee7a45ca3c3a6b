"""A stage that only builds ends with USER root.

Why: hadolint asks for it, so that a stage is harmless whatever becomes of it. Nothing of a stage that others copy from
runs later, so this is off by default.
Instead: end the stage with another account, or leave USER out.
Flags: the last USER of a stage that is neither built on its own nor begun from by one that is, when it is root.
Not flagged: the stages of the image that ships, which runs-as-root looks at; root followed by another account.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.accounts import user_fact
from hullmark_dockerfile.tree import Stage


@rule(
    USERS,
    INFO,
    on=Stage,
    profile=ALL,
    peers="hadolint:DL3002",
)
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the account."""
    own = stage.of("USER") if not stage.ships else []
    if own:
        user = user_fact(own[-1])
        if user.root:
            yield Problem(user, f"{stage.label} ends as {user.account or 'root'}")
