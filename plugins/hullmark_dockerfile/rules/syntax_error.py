"""Text that the grammar of Dockerfiles has no place for.

Why: the build stops before its first step, with a message that often points at the wrong place.
Instead: end the line above with a backslash, close the quote or brace, save the file with line feeds at its line ends.
Flags: a line that begins with something other than a word (``&& make``, ``}``); a quote or ``${`` that nothing closes
where Docker itself replaces variables; a carriage return without a line feed inside an instruction; the first line for
a template engine, as information, since the file is no Dockerfile yet. What is wrong with one kind of instruction has
a rule of its own, such as unknown-instruction, wrong-argument-count or key-value-malformed.
Not flagged: shell text, which shell rules judge; files that ``# syntax=`` hands to another frontend.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile import lexer
from hullmark_dockerfile.frontends import foreign
from hullmark_dockerfile.frontends import other_frontend
from hullmark_dockerfile.frontends import strays
from hullmark_dockerfile.frontends import templated
from hullmark_dockerfile.frontends import wordlike
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction

#: Instructions that split at every blank, quoted or not.
_BARE = frozenset(("COPY", "ADD", "EXPOSE", "FROM", "VOLUME"))
#: Instructions whose argument is the rest of the line.
_WHOLE = frozenset(("USER", "WORKDIR", "STOPSIGNAL"))
_PAIRS = frozenset(("ENV", "LABEL", "ARG"))


@rule(
    VALIDITY,
    ERROR,
    on=Dockerfile,
    peers="hadolint:DL1000 dockerfilelint:invalid_line dockerfile_lint:invalid-parameters buildkit:build-error",
)
def check(dockerfile: Dockerfile, context: Context) -> Iterator[Problem]:
    """Flag what is left over."""
    for instruction in dockerfile.instructions:
        yield from _unclosed(instruction if instruction.trigger is None else instruction.trigger)
        if "\r" in instruction.text:
            at = instruction.text.index("\r")
            yield Problem(instruction.text.part(at, at + 1), "a carriage return alone does not end a line for Docker")
    template = other_frontend(dockerfile)
    for stray, above in strays(dockerfile):
        if templated(stray):
            if not template:
                yield Problem(stray.keyword, "the file is a template; hullmark reads what is left of it", severity=INFO)
            template = True
        elif not (wordlike(stray) or other_frontend(dockerfile) or above is not None and foreign(above)):
            message = f"no instruction begins with {short(stray.keyword, 20)}"
            hint = "" if above is None else f"; does the line above lack a {dockerfile.escape} at its end?"
            yield Problem(stray.keyword, message + hint)


def _unclosed(instruction: Instruction) -> Iterator[Problem]:
    """Flag the first quote or brace that is not closed."""
    value, key = instruction.value, instruction.key
    if not ('"' in value or "'" in value or "${" in value) or instruction.array is not None:
        return
    texts: tuple[Text, ...] = ()
    if key in _PAIRS:
        texts = tuple(pair.value for pair in instruction.pairs if pair.value is not None)
    elif key in _BARE:
        texts = instruction.words
    elif key in _WHOLE:
        texts = (value,)
    for text in texts:
        at = lexer.unclosed(text, instruction.escape)
        if at >= 0 and (key not in _PAIRS or text[at] == "$"):
            spaced = key in _BARE and text[at] != "$" and len(texts) > 1
            hint = f"; {key} splits at blanks inside quotes too" if spaced else ""
            mark = text.part(at, at + 2 if text[at] == "$" else at + 1)
            yield Problem(mark, f"nothing closes the {mark} here{hint}")
            return
