"""The value of a label has not the form that its key asks for.

Why: programs read these values: a source that is no URL links nowhere, a licence that is no SPDX expression escapes
the licence scan, a date in another form cannot be sorted.
Instead: write ``org.opencontainers.image.licenses="Apache-2.0"``, and so on.
Flags: values of labels in ``label-schema`` that are not of their kind (url, rfc3339, semver, spdx, hash, email);
without a schema, the created, documentation, licenses, source and url labels of the image specification.
Not flagged: a value with a variable or a template; an empty value, which label-empty reports; kind ``text``.
See: https://github.com/opencontainers/image-spec/blob/main/annotations.md
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.labels import KNOWN_KINDS
from hullmark_dockerfile.labels import NAMES
from hullmark_dockerfile.labels import fits
from hullmark_dockerfile.labels import labels
from hullmark_dockerfile.tree import Instruction

_TEMPLATES = ("{{", "{%", "@@", "%%", "<%")


@rule(
    STYLE,
    INFO,
    on=Instruction,
    when=("LABEL",),
    peers=(
        "hadolint:DL3052 hadolint:DL3053 hadolint:DL3054 hadolint:DL3055 hadolint:DL3056 hadolint:DL3058"
        " dockerfile_lint:label-format"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    schema = context.document.options.label_schema
    for key, value in labels(instruction):
        kind = schema.get(key) or KNOWN_KINDS.get(key)
        if kind is None or not value or not value.known or any(mark in value for mark in _TEMPLATES):
            continue
        if not fits(kind, value):
            shown = value if len(value) <= 40 else f"{value[:40]}..."
            yield Problem(value, f"{shown} is not {NAMES[kind]}, as {key} should be")
