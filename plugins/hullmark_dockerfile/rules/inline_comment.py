"""A number sign behind the arguments begins no comment.

Why: comments stand on lines of their own. Behind an instruction the text becomes arguments: ``EXPOSE 80 # web`` fails
at the port "#", ``WORKDIR /srv # app`` makes a directory of that name, and ``CMD ["nginx"] # web`` is no JSON any more,
so a shell gets it.
Instead: put the comment on the line above.
Flags: a word that begins with a number sign behind the arguments of FROM, ARG, ENV, LABEL, COPY, ADD, EXPOSE, USER,
WORKDIR, VOLUME and STOPSIGNAL; anything behind a JSON array or ``HEALTHCHECK NONE`` that begins with one.
Not flagged: shell text, where it begins a comment; quoted or inside a word (``x.git#main``); ``#name`` among the files
of COPY and ADD; here-documents.
Fix safety: safe; the comment moves to the line above, and the instruction becomes what it was meant to be.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.comments import ARRAYS
from hullmark_dockerfile.comments import WORDS
from hullmark_dockerfile.comments import trailing_comment
from hullmark_dockerfile.tree import Instruction


@rule(VALIDITY, ERROR, on=Instruction, when=WORDS | ARRAYS, hints=("#",), peers="dockerfileutils:INVALID_AS")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the comment."""
    comment = trailing_comment(instruction)
    if comment is not None:
        message = f"{instruction.key} takes this for arguments; a comment needs a line of its own"
        if comment.start > instruction.value.start and instruction.value[0] == "[":
            message = "behind an array this is no comment; it makes the array plain text"
        yield Problem(comment, message, _moved(instruction, comment, context.document))


def _moved(instruction: Instruction, comment: Text, document: Document) -> Fix | None:
    """Return the fix that puts the comment above an instruction of one line."""
    if instruction.first != instruction.last or instruction.index == 0 and "=" in comment:
        return None
    text = document.text
    start = document.lines.span(document.position(comment.start)[0]).start
    row = text[start:comment.start]
    indent = row[:len(row) - len(row.lstrip())]
    newline = "\r\n" if text[comment.end:comment.end + 2] == "\r\n" else "\n"
    above = Edit(Span(start, start), f"{indent}{comment}{newline}")
    return Fix("move the comment up", (above, Edit(Span(start + len(row.rstrip()), comment.end), "")), safe=True)
