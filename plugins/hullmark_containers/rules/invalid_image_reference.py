"""The reference to the image breaks the grammar.

Why: the build or the deployment stops with "invalid reference format".
Instead: write ``[registry[:port]/]name[:tag][@digest]`` with a name in lower case, as in ``ghcr.io/org/tool:1.4.2``.
Flags: capital letters in the name, an empty tag or digest, a tag longer than 128 characters or with other characters
than letters, digits, ``_``, ``.`` and ``-``, a digest of the wrong length or by an unknown algorithm, a scheme such as
``https://``.
Not flagged: names of stages, which may have capitals; references with a variable, which have rules of their own;
placeholders of templates, and ``ko://`` with what ko builds.
See: https://pkg.go.dev/github.com/distribution/reference
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.references import fault
from hullmark_containers.references import is_template


@rule(
    VALIDITY,
    ERROR,
    on=Image,
    peers="buildkit:build-error dockerfileutils:INVALID_REFERENCE_FORMAT hadolint:DL1000",
)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the part that breaks it."""
    if not image.text.known or not image.text.editable or not image.text or is_template(image):
        return
    found = fault(image)
    if found is not None:
        part, reason = found
        shown = image.name if part == "digest" else image.text
        yield Problem(getattr(image, part), f"{shown} {reason}")
