"""The history of the repository is copied into the image.

Why: the history holds every file that was ever committed, passwords and internal code among them, and often weighs
more than the program.
Instead: name ``.git`` in ``.dockerignore``; where a version is computed from it, mount it for that one command:
``RUN --mount=type=bind,source=.git,target=.git ./version.sh``.
Flags: COPY and ADD of ``.git`` or of something in it, and ADD of a Git repository with ``--keep-git-dir``, in a stage
that ships. In the profile ``strict``, as information, ``git clone`` in such a stage when the same RUN does not remove
what it clones or the ``.git`` in it.
Not flagged: stages that only build; ``--from``; bind mounts; ``.gitignore`` and ``.gitmodules``.
Fix safety: unsafe; a later command may read the history.
See: https://docs.docker.com/reference/dockerfile/#add---keep-git-dir
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.clones import clones_kept
from hullmark_dockerfile.lexer import Flag
from hullmark_dockerfile.sources import local_sources
from hullmark_dockerfile.tree import Instruction


@rule(
    CREDENTIALS, WARNING, on=Instruction, when=("COPY", "ADD", "RUN"), hints=("git", "<<"), peers="dockle:DKL-LI-0003"
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the source, the flag, or the clone."""
    if not instruction.stage.ships:
        return
    if instruction.key == "RUN":
        for clone in clones_kept(instruction):
            message = f"the history of {clone.source} stays in the image beside its files"
            yield Problem(clone.at, message, severity=INFO, profile=STRICT, secret=False)
        return
    for source in local_sources(instruction):
        parts = [part for part in source.split("/") if part not in ("", ".")]
        if ".git" in parts or parts[-1:] == [".git*"]:
            yield Problem(source, f"{source} brings the history of the repository into the image", secret=False)
    flag = instruction.flag("keep-git-dir")
    if flag is not None and (flag.value is None or flag.value.lower() in ("true", "1")):
        fix = Fix("drop the flag", (_dropped(flag, context.document),), safe=False)
        yield Problem(flag.span, "the history of the fetched repository stays in the image", fix, secret=False)


def _dropped(flag: Flag, document: Document) -> Edit:
    """Return the edit that takes a flag away, with the blanks behind it."""
    end = flag.span.end
    while document.text[end:end + 1] in (" ", "\t"):
        end += 1
    return Edit(Span(flag.span.start, end), "")
