"""A here-document never ends.

Why: Docker looks for a line that holds the end word and nothing else. Without one the rest of the file belongs to the
here-document, and the build stops with ``unterminated heredoc``.
Instead: write the end word alone at the beginning of a line; behind ``<<-`` tabs in front of it are allowed.
Flags: RUN, COPY and ADD, also behind ONBUILD, whose here-document runs to the end of the file.
Not flagged: ``<<`` in quotes or inside a word, as in ``$((1<<2))``; here-strings (``<<<``); the JSON form.
See: https://docs.docker.com/reference/dockerfile/#here-documents
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.split import Heredoc
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("RUN", "COPY", "ADD"),
    hints=("<<",),
    peers="buildkit:build-error hadolint:DL1000",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the word that opens the first of them."""
    for heredoc in instruction.heredocs:
        if not heredoc.terminated:
            near = _near(heredoc)
            notes = ((near, "blanks around the word keep this line from ending it"),) if near is not None else ()
            what = "a line has blanks around" if near is not None else "no line is"
            alone = " alone" if near is None else ""
            message = f"{what} {short(heredoc.name)}{alone}, so the here-document never ends"
            yield Problem(heredoc.word, message, notes=notes)
            return


def _near(heredoc: Heredoc) -> Text | None:
    """Return the first line that would be the end but for blanks."""
    at = 0
    for line in heredoc.body.split("\n"):
        if line.strip() == heredoc.name:
            return heredoc.body.part(at, at + len(line)).strip_part()
        at += len(line) + 1
    return None
