"""A finding is silenced by a comment.

Why: where exceptions belong to the configuration, a comment lets anyone switch a check off without the review that a
change of the configuration gets.
Instead: mend the problem, or write the exception into ``hullmark.toml`` under ``overrides``.
Flags: comments of hullmark, hadolint, BuildKit, checkov, trivy, KICS, semgrep, dockerfile-utils and dockerfile_lint
that silence a rule for an instruction or a stage.
Not flagged: comments that name the whole file (``hadolint global ignore``, ``ignore-file``, ``check=skip`` at the
top), unless the option asks for them.
Options: ``file-wide`` reports those too; ``require-reason`` leaves out comments that give a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Problem
from hullmark.plugin import Suppression
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.plugin import split_ids

from hullmark_dockerfile.suppress import DIALECTS
from hullmark_dockerfile.tree import Dockerfile

#: Tools that have no comment for a part of a file.
_PLACELESS = ("checkov", "trivy")
_OWN = pattern(r"hullmark:\s*ignore(-file)?[a-z-]*\s*\[([^\]]*)\]\s*(?:until\s+[\d-]+)?[\s:-]*(.*)", re.IGNORECASE)


class Options(NamedTuple):
    """Options of the rule."""

    file_wide: bool = False
    require_reason: bool = False


@rule(STYLE, INFO, on=Dockerfile, profile=ALL, options=Options, peers="hadolint:DL1001")
def check(dockerfile: Dockerfile, context: Context) -> Iterator[Problem]:
    """Flag the comment."""
    document = context.document
    for suppression in (*_own(document), *(found for dialect in DIALECTS for found in dialect(document))):
        if suppression.wide and suppression.peer not in _PLACELESS and not context.options.file_wide:
            continue
        if context.options.require_reason and suppression.reason:
            continue
        ids = ", ".join("every rule" if name == "*" else name for name in suppression.ids)
        yield Problem(suppression.comment, f"a comment silences {ids[:80]}")


def _own(document: Document) -> Iterator[Suppression]:
    """Read hullmark's own comments."""
    for comment in document.comments:
        match = _OWN.search(comment.text)
        if match is not None:
            ids = split_ids(comment.text.part(*match.span(2)))
            yield Suppression(ids, comment.span, comment.span, match[3].strip(), wide=bool(match[1]))
