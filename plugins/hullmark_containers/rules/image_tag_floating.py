"""The image's tag names a channel that moves.

Why: the tag points at another image after every release of its channel, so the same file builds and deploys different
things.
Instead: write the version that the channel points at, as in ``nginx:1.27.4`` for ``nginx:stable``.
Flags: tags such as ``stable``, ``lts``, ``edge``, ``nightly``, ``main``, ``dev``, ``rc``, alone or before a variant
(``stable-alpine``), pre-releases without their number (``3.14-rc``), and ``latest-`` with a variant.
Not flagged: an image also pinned by digest; a tag with a date, a commit or a full version in it; code names of releases
such as ``bookworm``; ``latest`` alone, which is image-tag-latest; images named in the option ``allow``.
Options: ``allow`` lists names of images that may follow a channel.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Image
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.references import follows_channel


class Options(NamedTuple):
    """Options of the rule."""

    allow: tuple[str, ...] = ()


@rule(
    PINNING,
    {"": INFO, "compose": WARNING},
    on=Image,
    profile=STRICT,
    options=Options,
    peers=(
        "dockerls:scout-recommended_tag kubescape:C-0075 kubescape:C-0304 compose-lint:CL-0004"
        " dclint:service-image-require-explicit-tag composelint:image-require-tag"
    ),
)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the tag."""
    tag = image.tag
    if tag is None or not tag.known or image.digest is not None or image.use == "syntax":
        return
    if follows_channel(tag) and image.name not in context.options.allow:
        yield Problem(tag, f"{image.name}:{tag} follows a channel that moves")
