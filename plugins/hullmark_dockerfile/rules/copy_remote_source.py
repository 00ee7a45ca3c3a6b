"""COPY is given something to fetch from the network.

Why: COPY reads the build context or another stage. A URL is taken for a path, and the build stops because it is not
there.
Instead: ``ADD --checksum=sha256:... https://example.org/file /file``, or fetch it in RUN.
Flags: a source of COPY that begins with ``https://`` and the like, ``git@host:``, or is ``host/path.git``.
Not flagged: ADD; COPY with ``--from``; a folder named ``.git`` or ``x.git`` of the context.
Fix safety: safe; a build that stops now begins to work.
See: https://docs.docker.com/reference/dockerfile/#copy
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.sources import is_remote
from hullmark_dockerfile.sources import sources
from hullmark_dockerfile.tree import Instruction

_ADD_FLAGS = frozenset(("chown", "chmod", "link", "exclude", "checksum"))


@rule(VALIDITY, ERROR, on=Instruction, when=("COPY",), peers="buildkit:build-error")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each source."""
    if instruction.flag("from") is not None:
        return
    for source in sources(instruction):
        if is_remote(source):
            yield Problem(source, "COPY fetches nothing from the network; only ADD does", _fix(instruction))


def _fix(instruction: Instruction) -> Fix | None:
    if not all(is_remote(source) for source in sources(instruction)):
        return None
    if any(flag.name not in _ADD_FLAGS for flag in instruction.flags):
        return None
    edit = instruction.keyword.edit("add" if instruction.keyword.islower() else "ADD")
    return Fix("use ADD", (edit,), safe=True) if edit else None
