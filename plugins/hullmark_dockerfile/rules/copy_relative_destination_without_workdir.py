"""Files are copied to a relative path though no WORKDIR is set.

Why: the files end up in the working directory of the base image: in ``/`` today, elsewhere when the base changes.
Instead: set ``WORKDIR /app`` above, or write an absolute destination.
Flags: COPY and ADD with a relative destination, ``.`` among them, where neither this stage nor a stage of the file that
it begins from has a WORKDIR before.
Not flagged: base images known to set a working directory, like golang; a destination that begins with a variable or
with a drive; here-documents; triggers of ONBUILD.
See: https://docs.docker.com/reference/dockerfile/#workdir
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.environment import workdir_of
from hullmark_dockerfile.sources import is_absolute
from hullmark_dockerfile.tree import Instruction

#: What begins with a variable, a placeholder or a drive, the backslash of which the builder takes for an escape.
_ELSEWHERE = pattern(r"[\"']?(?:\$|\{\{|@@|%|[A-Za-z]:)")


@rule(BUILD, INFO, on=Instruction, when=("COPY", "ADD"), profile=STRICT, peers="hadolint:DL3045")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the destination."""
    words = instruction.expanded
    if len(words) < 2 or instruction.onbuild or instruction.heredocs:
        return
    destination, stage = words[-1], instruction.stage
    if is_absolute(destination) or _ELSEWHERE.match(instruction.words[-1]):
        return
    workdir = stage.first("WORKDIR")
    if workdir is not None and workdir.index < instruction.index or workdir_of(stage.root_image) is not None:
        return
    yield Problem(destination, f"{destination} is relative, but no WORKDIR is set before")
