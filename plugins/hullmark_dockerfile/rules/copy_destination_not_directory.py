"""Several files are copied to a destination without a final slash.

Why: the destination must be a folder then. Classic Docker and kaniko stop; BuildKit writes every file to the same path
where no such folder exists, and the last one wins.
Instead: end the destination with a slash, as in ``COPY package.json yarn.lock /app/``.
Flags: COPY and ADD with two or more sources, here-documents among them, to a destination without a slash at its end; as
information and in the profile strict also one source with a wildcard, which may match several files.
Not flagged: ``.``, ``..`` and ``./``; a destination that ends with a variable; a wildcard to a name with a suffix, as
in ``COPY target/*.jar app.jar``.
Fix safety: safe; a folder is meant in every build that works, and the slash says so.
See: https://docs.docker.com/reference/dockerfile/#destination
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.sources import has_wildcard
from hullmark_dockerfile.tree import Instruction

#: How ``docker history`` writes sources: "file:1e2d... in /etc/".
_HISTORY = ("file:", "multi:", "dir:")
_ENDS_WITH_VARIABLE = pattern(r"\$(?:\w+|\{[^}]*\})$")


@rule(
    VALIDITY, WARNING, on=Instruction, when=("COPY", "ADD"),
    peers=(
        "hadolint:DL3021 trivy:DS-0011 kics:Copy-With-More-Than-Two-Arguments-Not-Ending-With-Slash"
        " dockerfileutils:INVALID_DESTINATION dockerfilelint:add_dest_invalid"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the destination."""
    words = instruction.arguments
    if len(words) < 2 or words[-2] == "in" and words[0].startswith(_HISTORY):
        return
    destination = instruction.expanded[-1]
    if _is_folder(destination) or not destination.known and _ENDS_WITH_VARIABLE.search(destination):
        return
    fix = _fix(words[-1])
    if len(words) > 2:
        message = f"{len(words) - 1} sources are copied to {words[-1]}, which does not end with a slash"
        yield Problem(words[-1], message, fix)
    elif has_wildcard(words[0]) and "." not in destination.rsplit("/", 1)[-1]:
        message = f"{words[0]} may be several files, but {words[-1]} does not end with a slash"
        yield Problem(words[-1], message, fix, severity=INFO, profile=STRICT)


def _is_folder(destination: str) -> bool:
    """Tell whether a destination is a folder by its spelling, or a placeholder that may be one."""
    return destination.endswith(("/", "\\", "}}", "@@")) or destination.rsplit("/", 1)[-1] in (".", "..")


def _fix(destination: Text) -> Fix | None:
    if not destination or not destination.editable:
        return None
    end = destination.offset(len(destination) - 1) + 1
    return Fix("end the destination with a slash", (Edit(Span(end, end), "/"),), safe=True)
