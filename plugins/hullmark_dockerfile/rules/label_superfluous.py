"""A label is not in the schema.

Why: where the schema lists every label, another one is a slip of the pen or nobody's business, and nothing reads it.
Instead: write the name as the schema has it, add it to ``label-schema``, or remove it.
Flags: with ``strict-labels``, a label whose key is not in ``label-schema``.
Not flagged: everything without ``strict-labels``; a key that holds a variable.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.labels import labels
from hullmark_dockerfile.tree import Instruction


@rule(STYLE, INFO, on=Instruction, when=("LABEL",), peers="hadolint:DL3050")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    options = context.document.options
    if options.strict_labels:
        for key, _ in labels(instruction):
            if key.known and key not in options.label_schema:
                yield Problem(key, f"the label {key} is not in the schema")
