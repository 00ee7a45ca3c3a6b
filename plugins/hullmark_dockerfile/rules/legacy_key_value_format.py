"""ENV or LABEL has a blank between key and value.

Why: the form with a blank sets one variable to the whole rest of the line: ``ENV A b C=d`` sets A to "b C=d". It is
kept for old files only.
Instead: write ``ENV KEY=value``, with quotes around a value that holds blanks.
Flags: ENV and LABEL whose first word has no equals sign, by default only where something like a second pair stands in
the value; as information ``ARG name value``, which declares two arguments.
Not flagged: a key alone, which is wrong-argument-count; ``ENV key = value``, which is key-value-malformed; ``{{ }}`` of
a template in the value.
Fix safety: safe; the value stays the same. No fix where quotes, escapes or comments in the value would change it, or
where it may hold a second pair.
See: https://docs.docker.com/reference/build-checks/legacy-key-value-format/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.frontends import placeholder
from hullmark_dockerfile.suggest import short
from hullmark_dockerfile.tree import Instruction

#: What looks like a further pair.
_NEXT = pattern(r"[ \t]([A-Za-z_]\w*=)[^=\s]")


@rule(
    VALIDITY,
    WARNING,
    on=Instruction,
    when=("ENV", "LABEL", "ARG"),
    peers="buildkit:LegacyKeyValueFormat dockerfilelint:label_invalid",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    pairs = instruction.pairs
    if instruction.key == "ARG":
        if len(pairs) == 2 and pairs[0].value is None and pairs[1].value is None:
            message = f"ARG declares {pairs[0].key} and {pairs[1].key}; a default is written with an equals sign"
            yield Problem(pairs[1], message, severity=INFO, profile=STRICT)
        return
    for key, value, _, legacy in pairs:
        if legacy and value is not None and value[0] != "=" and not placeholder(value):
            fix = _fix(key, value, context.document)
            swallowed = _NEXT.search(value)
            message, profile = f"{instruction.key} {key} has a blank where an equals sign belongs", STRICT
            if swallowed:
                message = f"{short(swallowed[1])} becomes part of the value of {short(key)}"
                profile, fix = DEFAULT, None
            yield Problem(key, message, fix, profile=profile)


def _fix(key: Text, value: Text, document: Document) -> Fix | None:
    """Return the fix that writes an equals sign, and quotes where they are needed."""
    gap = Span(key.end, value.start)
    if "#" in document.text[slice(*gap)] or set(key) & set("\"'\\`"):
        return None
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" and value[0] not in value[1:-1]
    if quoted or not set(value) & set(" \t\v\f\"'"):
        return Fix("write an equals sign", (Edit(gap, "="),), safe=True)
    if set(value) & set("\"'\\`"):
        return None
    edits = Edit(gap, '="'), Edit(Span(value.end, value.end), '"')
    return Fix("write an equals sign and quotes", edits, safe=True)
