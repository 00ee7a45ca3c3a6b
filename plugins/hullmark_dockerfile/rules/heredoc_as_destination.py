"""The last argument of COPY or ADD is a here-document.

Why: the last argument is where the files go, so the build stops: a here-document is a source.
Instead: ``COPY <<EOF /etc/app.conf``.
Flags: COPY and ADD with two or more arguments of which the last opens a here-document.
Not flagged: here-documents among the sources; a here-document as the only argument, which is wrong-argument-count.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction


@rule(VALIDITY, ERROR, on=Instruction, when=("COPY", "ADD"), hints=("<<",), peers="buildkit:build-error")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the word."""
    if not instruction.heredocs:
        return
    words = instruction.words
    opener = instruction.heredocs[-1].word
    if len(words) > 1 and words[-1].span == opener.span:
        yield Problem(opener, f"{short(opener)} stands where {instruction.key} wants its destination")
