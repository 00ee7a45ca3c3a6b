"""ENV, LABEL or ARG holds something that is no key with a value.

Why: the build stops, or a value ends where nobody meant it to: ``ENV GREETING=hello world`` is an error at "world".
Instead: write ``KEY=value`` without blanks around the equals sign, and quote a value that holds blanks.
Flags: words without an equals sign behind the first pair; an equals sign without a key; blanks around it; a quote that
nothing closes, or that begins in the key and ends in the value.
Not flagged: the old form ``ENV key value``, which is legacy-key-value-format; ENV and LABEL with a key alone, which is
wrong-argument-count; ``ARG NAME`` and several names behind ARG; a trailing comment, which is inline-comment; ``{{ }}``
of a template.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile import lexer
from hullmark_dockerfile.comments import trailing_comment
from hullmark_dockerfile.frontends import placeholder
from hullmark_dockerfile.lexer import Pair
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY,
    ERROR,
    on=Instruction,
    when=("ENV", "LABEL", "ARG"),
    peers=(
        "buildkit:build-error dockerfileutils:SYNTAX_MISSING_EQUALS dockerfileutils:SYNTAX_MISSING_NAMES"
        " dockerfileutils:SYNTAX_MISSING_SINGLE_QUOTE dockerfileutils:SYNTAX_MISSING_DOUBLE_QUOTE"
        " dockerfilelint:invalid_format dockerfilelint:label_invalid dockerfile_lint:invalid-name-values"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each pair that is none; words without an equals sign in a row count as one."""
    names = instruction.key == "ARG"
    pairs = instruction.pairs
    if not names and len(pairs) == 1 and pairs[0].value is None or placeholder(instruction.value):
        return
    comment = trailing_comment(instruction)
    bare: list[Pair] = []
    for pair in pairs:
        if comment is not None and pair.span.start >= comment.start:
            break
        if pair.value is None and not names:
            bare.append(pair)
            continue
        yield from _without_equals(bare)
        bare = []
        yield from _malformed(pair, instruction.escape)
    yield from _without_equals(bare)


def _without_equals(bare: list[Pair]) -> Iterator[Problem]:
    """Flag words in a row that have no equals sign."""
    if bare:
        message = f"{short(bare[0].key)} has no equals sign; a value that holds blanks needs quotes"
        yield Problem(Span(bare[0].span.start, bare[-1].span.end), message)


def _malformed(pair: Pair, escape: str) -> Iterator[Problem]:
    """Flag what is wrong with one pair."""
    key, value = pair.key, pair.value
    if not key:
        yield Problem(pair.span, "the equals sign has no key in front of it")
    elif pair.legacy and value is not None and value[0] == "=":
        yield Problem(value.part(0, 1), "the equals sign becomes part of the value; leave out the blanks around it")
    elif (at := lexer.unclosed(key, escape)) >= 0:
        ends = value is not None and key[at] in value
        astride = "the quote ends behind the equals sign; quote the value alone"
        yield Problem(key.part(at, at + 1), astride if ends else f"nothing closes the {key[at]} here")
    elif value is not None and (at := lexer.unclosed(value, escape)) >= 0 and value[at] != "$":
        yield Problem(value.part(at, at + 1), f"nothing closes the {value[at]} here")
