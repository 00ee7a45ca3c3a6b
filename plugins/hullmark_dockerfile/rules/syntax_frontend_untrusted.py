"""A frontend that is not Docker's reads the Dockerfile.

Why: BuildKit fetches the image that ``syntax`` names and lets it turn the file into a build; whoever publishes it
decides what is built, with access to the context.
Instead: ``# syntax=docker/dockerfile:1``, or a frontend that you have checked, by its digest.
Flags: another image than ``docker/dockerfile`` and ``docker/dockerfile-upstream`` in the directive ``syntax``.
Not flagged: the same in a mirror (``mirror.example.com/docker/dockerfile``); a name that a template fills in.
See: https://docs.docker.com/build/buildkit/frontend/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

_DOCKER = pattern(r"(?:.*/)?docker/dockerfile(?:-upstream)?")


@rule(SUPPLY_CHAIN, WARNING, on=Image)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if image.use == "syntax" and image.name.known and not _DOCKER.fullmatch(image.name.lower()):
        yield Problem(image.name, f"{image.name} decides what is built; Docker's own is docker/dockerfile")
