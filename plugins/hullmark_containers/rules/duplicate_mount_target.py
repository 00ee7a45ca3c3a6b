"""Two mounts have the same path in the container.

Why: only one of them can be there: Compose keeps the last without a word, or the engine refuses the container.
Instead: mount one of them elsewhere, or delete it.
Flags: a target among ``volumes``, ``tmpfs``, ``configs`` and ``secrets`` of one service, or among ``Volume``,
``Mount``, ``Tmpfs`` and ``Secret`` of one unit of Podman's, that an earlier one has, however it is spelled.
Not flagged: targets with variables; items that are repeated word for word, which is duplicate-list-item; what an
override replaces.
See: https://docs.docker.com/reference/compose-file/services/#volumes
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Clash
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(VALIDITY, ERROR, on=Clash, when=("target",), peers="composego:target-already-mounted")
def check(clash: Clash, context: Context) -> Iterator[Problem]:
    """Flag the later target."""
    yield Problem(clash, f"{clash.name} is mounted already", notes=((clash.first, "the first one"),))
