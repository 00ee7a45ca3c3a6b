"""A label that the schema requires is empty.

Why: whoever reads the label, a registry or an audit, finds nothing, and the test that it exists still passes.
Instead: write the value, or set it from a build argument.
Flags: a label of ``label-schema`` with an empty value.
Not flagged: labels outside the schema; a value that holds a variable.
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


@rule(STYLE, INFO, on=Instruction, when=("LABEL",), peers="hadolint:DL3051")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    schema = context.document.options.label_schema
    if schema:
        for key, value in labels(instruction):
            if key in schema and value is not None and not value.strip():
                yield Problem(key, f"the label {key} is empty")
