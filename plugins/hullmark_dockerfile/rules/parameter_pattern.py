"""An argument does not have the form that the configuration asks for.

Why: a team may have rules of its own: images from one registry, ports from a range, accounts with a prefix.
Instead: write what the pattern allows, or change the pattern.
Flags: an argument that matches none of the patterns given for its instruction.
Not flagged: anything without patterns; stages of the file in FROM; values with variables that cannot be computed.
Options: ``patterns`` maps instructions to lists of patterns with ``*``, ``?`` and ``[...]``, as in
``patterns = { FROM = ["registry.example.org/*"], EXPOSE = ["8???"] }``; of FROM the base is compared, of ENV, LABEL and
ARG the names, of the others each argument.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any
from typing import NamedTuple

from hullmark.plugin import INFO
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction

_MAX_LENGTH = 1000


class Options(NamedTuple):
    """Options of the rule."""

    patterns: dict[str, Any] = {}

    def __bool__(self) -> bool:
        """Tell whether anything is asked for; without, the rule is not called."""
        return any(self)


@rule(
    VALIDITY, INFO, on=Instruction, options=Options,
    when=("ADD", "ARG", "COPY", "ENV", "EXPOSE", "FROM", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
    peers="dockerfile_lint:invalid-parameters",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each argument."""
    patterns = context.options.patterns.get(instruction.key)
    if not patterns:
        return
    allowed = [patterns] if isinstance(patterns, str) else [str(pattern) for pattern in patterns]
    for text in _compared(instruction):
        if text.known and len(text) < _MAX_LENGTH and not any(fnmatchcase(text, pattern) for pattern in allowed):
            yield Problem(text, f"{text} fits none of the patterns for {instruction.key}: {', '.join(allowed)[:80]}")


def _compared(instruction: Instruction) -> tuple[Text, ...]:
    stage = instruction.stage
    if instruction.key == "FROM":
        return (stage.base,) if stage.base is not None and stage.parent is None else ()
    if instruction.pairs:
        return tuple(instruction.plain(pair.key) for pair in instruction.pairs)
    return instruction.expanded
