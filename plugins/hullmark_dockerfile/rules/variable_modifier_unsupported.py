"""A variable is expanded in a way that Docker does not know.

Why: the build stops: ``unsupported modifier``. Outside RUN, CMD and ENTRYPOINT no shell replaces the variables; Docker
does, and knows fewer forms.
Instead: use ``${x:-default}``, ``${x:+set}``, ``${x:?message}``, ``${x#prefix}``, ``${x%suffix}`` or ``${x/old/new}``;
compute anything else in RUN, or on the machine that passes the argument.
Flags: ``${x^}``, ``${x,,}``, ``${x:1:2}``, ``${x:=y}``, ``${!x}``, ``${#x}``, ``${}`` and the like, where Docker itself
replaces variables; as a warning ``#``, ``%`` and ``/`` where ``# syntax=`` names a frontend older than 1.8.
Not flagged: shell text; single quotes and escaped dollar signs; ``${{``, ``${templateOption:`` and so on, which are for
template engines; ``${`` that nothing closes, which is syntax-error.
See: https://docs.docker.com/reference/dockerfile/#environment-replacement
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile import lexer
from hullmark_dockerfile.frontends import frontend_version
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction

_SUPPORTED = pattern(r"(:?[-+?])|[#%/]")
#: Braces that hold more than a name, or none.
_MORE = pattern(r"\$\{(?!(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+)\})")
_MAX_DEPTH = 8
#: What template engines replace before Docker reads the file: GitHub's, that of development containers.
_TEMPLATES = ("${{", "${templateOption:")


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("ADD", "ARG", "COPY", "ENV", "EXPOSE", "FROM", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
    hints=("${",),
    peers="buildkit:build-error dockerfileutils:UNSUPPORTED_MODIFIER",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each such expansion."""
    texts = [flag.value for flag in instruction.flags if flag.value]
    array = instruction.array
    texts += array.items if array is not None and not array.error else [instruction.value]
    version = frontend_version(context.document.tree)
    for text in filter(_MORE.search, texts):
        for at, name, modifier in _modifiers(text, instruction.escape, 0):
            if not name or not _SUPPORTED.match(modifier):
                yield Problem(at, f"{short(at)} is no expansion that Docker knows")
            elif modifier[0] in "#%/" and version is not None and version < (1, 8):
                message = f"{short(at)} needs version 1.8 of the frontend; the file asks for {version[0]}.{version[1]}"
                yield Problem(at, message, severity=WARNING)


def _modifiers(text: Text, escape: str, depth: int) -> Iterator[tuple[Text, str, str]]:
    """Yield the expansions in braces that have a modifier or no name, also those inside another."""
    open_ = lexer.unclosed(text, escape)
    for name, start, end, modifier in lexer.names(text, escape):
        if start == open_ or text[start + 1:start + 2] != "{" or text.startswith(_TEMPLATES, start):
            continue
        if modifier or not name:
            yield text.part(start, end), name, modifier
            if _SUPPORTED.match(modifier) and depth < _MAX_DEPTH:
                yield from _modifiers(text.part(end - 1 - len(modifier), end - 1), escape, depth + 1)
