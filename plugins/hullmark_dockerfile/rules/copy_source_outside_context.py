"""COPY or ADD names a file outside the build context.

Why: only files below the context reach the builder. Classic Docker stops at ``../lib``; BuildKit reads it as ``lib``.
``/home/me/key`` and ``~/key`` are looked for inside the context, not on the machine that builds.
Instead: build from the folder above with ``docker build -f app/Dockerfile ..``, or add it with ``--build-context``.
Flags: a source that leaves the context by ``..``; one under /home, /root or /Users, on a drive, or behind ``~``.
Not flagged: ``--from``; other absolute paths, which begin at the context; URLs; ``a/../b``.
See: https://docs.docker.com/build/concepts/context/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.sources import local_sources
from hullmark_dockerfile.tree import Instruction

_ELSEWHERE = pattern(r"/(?:home|root|Users)/|[A-Za-z]:[\\/]|~")


@rule(VALIDITY, WARNING, on=Instruction, when=("COPY", "ADD"), peers="dockerfilelint:add_src_invalid")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each source."""
    for source in local_sources(instruction):
        if ".." in source and _leaves(source):
            yield Problem(source, f"{source} lies outside the build context")
        elif _ELSEWHERE.match(source):
            yield Problem(source, f"{source} is looked for inside the build context, not on the building machine")


def _leaves(path: str) -> bool:
    """Tell whether a path climbs above where it begins. A variable counts as one folder."""
    depth = 0
    for component in path.replace("\\", "/").split("/"):
        if component == "..":
            depth -= 1
        elif component not in ("", "."):
            depth += 1
        if depth < 0:
            return True
    return False
