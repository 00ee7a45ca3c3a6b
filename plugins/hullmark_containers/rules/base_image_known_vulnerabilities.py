"""The base image is known to be vulnerable, or there is a better one.

Why: what is built upon an image inherits its packages with their holes; a newer tag is the cheapest repair there is.
Instead: take the image that the finding names, or the newest one of the same line.
Flags: images that the option ``images`` lists. hullmark never asks a registry or a database by itself: a scanner of
images can write the table.
Not flagged: anything while the option is empty; images with an unresolved variable.
Options: ``images`` maps names with tags, in which ``*`` stands for anything, to what is known: ``"debian:11*" =
"CVE-2026-1234 in openssl; debian:12.11 has it fixed"``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from hullmark.model import Image
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


class Options(NamedTuple):
    """Options of the rule."""

    images: dict[str, str] = {}

    def __bool__(self) -> bool:
        """Tell whether anything is asked for; without, the rule is not called."""
        return any(self)


@rule(
    PINNING,
    INFO,
    on=Image,
    options=Options,
    peers="dockerls:scout-critical_high_vulnerabilities dockerls:scout-vulnerabilities",
)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the reference."""
    if not image.text.known:
        return
    digest = f"@{image.digest}" if image.digest else ""
    spelled = f"{image.repository}:{image.tag or 'latest'}"
    for pattern, known in context.options.images.items():
        if fnmatchcase(spelled, pattern) or digest and fnmatchcase(image.repository + digest, pattern):
            yield Problem(image.text, f"{image.name}: {known}")
            return
