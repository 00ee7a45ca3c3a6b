"""The comment above FROM or ARG is not its description.

Why: ``docker build --call=outline`` shows the comment above a stage or an argument as its description, provided that
the comment begins with the name; otherwise it shows nothing.
Instead: begin with the name, ``# version is the release to install``, or leave an empty line below the comment.
Flags: FROM with a stage name, or ARG, when the last line of the comment directly above does not begin with the name;
of several arguments any will do.
Not flagged: an empty line, an empty comment or one of dashes between them; comments that other tools read
(suppressions, directives, Renovate's hints); FROM without a name.
Fix safety: safe; an empty line is put below the comment.
See: https://docs.docker.com/reference/build-checks/invalid-definition-description/
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Comment
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction

_LETTER = pattern(r"[^\W_]")
#: Comments that are meant for a program.
_PRAGMA = pattern(
    r"(?:hullmark|hadolint|checkov|bridgecrew|trivy|tfsec|kics-scan|nosem\w*|dockerfile-utils|dockerfile_lint"
    r"|shellcheck)(?!\w)|renovate:|(?:syntax|escape|check)\s*=",
    re.IGNORECASE,
)


@rule(
    STYLE, INFO, on=Instruction, when=("FROM", "ARG"), profile=ALL, peers="buildkit:InvalidDefinitionDescription"
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the name that the comment should begin with."""
    names = _names(instruction)
    comment = _above(instruction, context.document) if names else None
    if comment is None or not _LETTER.search(comment.text) or _PRAGMA.match(comment.text):
        return
    word = comment.text.split(" ", 1)[0]
    if any(word in (name, name.lower()) for name in names):
        return
    start = context.document.lines.starts[instruction.first]
    fix = Fix("put an empty line below the comment", (Edit(Span(start, start), context.document.newline),), safe=True)
    message = f"the comment above is not the description of {names[0]}, since it begins with {word[:40]}"
    yield Problem(names[0], message, fix, ((comment, "the comment"),))


def _names(instruction: Instruction) -> list[Text]:
    if instruction.onbuild:
        return []
    if instruction.key == "ARG":
        return [pair.key for pair in instruction.pairs]
    return [instruction.stage.name] if instruction.stage.name is not None else []


def _above(instruction: Instruction, document: Document) -> Comment | None:
    """Return the comment on the line above."""
    at = bisect_left(document.comments, instruction.span.start, key=lambda comment: comment.span.start)
    comment = document.comments[at - 1] if at else None
    if comment is None or document.lines.line(comment.span.start) != instruction.first - 1:
        return None
    return comment
