"""A line begins with a word that is no instruction.

Why: the build stops there. Most often the word is misspelled, or the line above lacks the backslash at its end, so that
the rest of its command is read as an instruction of its own.
Instead: correct the word, end the line above with a backslash, or give a block of text to RUN as a here-document.
Flags: a first word that is none of the 18 instructions, in any case, also behind ONBUILD; of several such lines on end
the first, unless a later one looks like an instruction.
Not flagged: bodies of here-documents; lines for a template engine (``{{``, ``{%``, ``@@``) or a preprocessor
(``INCLUDE``); files that ``# syntax=`` hands to another frontend; text that is no word at all, which is syntax-error.
Fix safety: safe; nothing is built as the line stands, and the word is one edit away from the instruction.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.frontends import foreign
from hullmark_dockerfile.frontends import other_frontend
from hullmark_dockerfile.frontends import strays
from hullmark_dockerfile.frontends import wordlike
from hullmark_dockerfile.suggest import nearest
from hullmark_dockerfile.suggest import one_edit
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import KEYWORDS
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Dockerfile,
    peers=(
        "buildkit:build-error dockerfileutils:UNKNOWN_INSTRUCTION dockerfilelint:invalid_command"
        " dockerfile_lint:invalid-instruction hadolint:DL1000"
    ),
)
def check(dockerfile: Dockerfile, context: Context) -> Iterator[Problem]:
    """Flag the words."""
    if other_frontend(dockerfile):
        return
    for instruction, above in strays(dockerfile):
        if wordlike(instruction):
            close = nearest(instruction.key, KEYWORDS)
            typo = close is not None and one_edit(instruction.key, close)
            if typo or above is None or not foreign(above):
                yield _problem(instruction, above, close, typo)


def _problem(instruction: Instruction, above: Instruction | None, close: str | None, typo: bool) -> Problem:
    keyword = instruction.keyword
    message = f"{short(keyword)} is no instruction"
    odd = next((at for at, character in enumerate(keyword) if not character.isprintable() or character.isspace()), -1)
    if odd >= 0:
        space = keyword.part(odd, odd + 1)
        edit = space.edit(" ") if keyword[:odd].upper() in KEYWORDS else None
        message = f"{short(keyword[:odd])} is followed by U+{ord(space):04X}, which is no blank for Docker"
        return Problem(space, message, Fix("put a blank there", (edit,), safe=True) if edit else None)
    if not keyword.isascii() and len(keyword) < 16:
        return Problem(keyword, f"{message}: it holds characters that are not Latin letters")
    if above is not None and " << " in above.value and not typo:
        return Problem(keyword, f"{message}: a blank behind << makes it no here-document for Docker")
    if close is not None:
        edit = keyword.edit(close.lower() if keyword.islower() else close) if typo else None
        fix = Fix(f"write {close}", (edit,), safe=True) if edit else None
        return Problem(keyword, f"{message}; did you mean {close}?", fix)
    if above is not None:
        return Problem(keyword, f"{message}; does the line above lack a {instruction.escape} at its end?")
    return Problem(keyword, message)
