"""WORKDIR is relative to a folder that this file does not set.

Why: the path is appended to the working directory of the base image. When a new version of the base has another one,
the files end up elsewhere.
Instead: write the whole path, as in ``WORKDIR /app``.
Flags: a relative path while no absolute WORKDIR is set before, in this stage or in one of the file that it begins from;
``~/app``, since WORKDIR knows no home directory; in the profile strict, as information, a relative path behind an
absolute one, which moves when the one above is edited.
Not flagged: a path that begins with a variable; drives of Windows, though ``C:app`` is relative.
Fix safety: safe; the path is joined with the one before, which is what Docker does.
See: https://docs.docker.com/reference/build-checks/workdir-relative-path/
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.sources import is_absolute
from hullmark_dockerfile.tree import Instruction


#: What begins with a variable or placeholder, or with a drive, the backslash of which the builder takes for an escape.
_ELSEWHERE = pattern(r"\$|\{\{|@@|%|[A-Za-z]:[\\/]|[A-Za-z]\$")


@rule(
    BUILD, WARNING, on=Instruction, when=("WORKDIR",),
    peers=(
        "hadolint:DL3000 checkov:CKV_DOCKER_10 trivy:DS-0009 kics:WORKDIR-Path-Not-Absolute"
        " buildkit:WorkdirRelativePath semgrep:use-absolute-workdir dockerfileutils:WORKDIR_IS_NOT_ABSOLUTE"
        " pathfinder:DOCKER-BP-018"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    written = instruction.value.strip("\"'")
    path = instruction.expand(instruction.value)
    if not path or instruction.onbuild or is_absolute(path) or _ELSEWHERE.match(written):
        return
    before = instruction.stage.workdir(instruction.index)
    if path.startswith("~"):
        yield Problem(instruction.value, f"WORKDIR knows no home directory; {path} is a folder named like that")
    elif before is None:
        yield Problem(instruction.value, f"{path} is relative to the working directory of the base image")
    else:
        joined = normpath(f"{before}/{path}") if before and path.known else ""
        edit = instruction.value.edit(joined) if joined and instruction.value == path else None
        fix = Fix(f"write {joined}", (edit,), safe=True) if edit else None
        message = f"{path} is relative to the WORKDIR before it"
        yield Problem(instruction.value, message, fix, severity=INFO, profile=STRICT)
