"""The name of an image looks like a misspelt official one.

Why: at best the build fails; somebody may have taken the name to wait for those who mistype it, and decides what runs.
Instead: write the official name.
Flags: an image of Docker Hub without a namespace whose name is one slip away from that of a popular official image: two
letters swapped, one left out or doubled, a zero for an o, or the key beside it.
Not flagged: names with a namespace or a registry; official images; names that are words.
Fix safety: unsafe; another image runs then.
See: https://hub.docker.com/search?image_filter=official
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.misspelt import meant_by


@rule(SUPPLY_CHAIN, WARNING, on=Image)
def check(image: Image, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    name = image.repository
    if "/" in name or not image.name.known or image.use == "syntax":
        return
    meant = meant_by(name)
    if meant is not None:
        at = image.name.part(len(image.name) - len(name))
        edit = at.edit(meant)
        fix = Fix(f"write {meant}", (edit,), safe=False) if edit is not None else None
        yield Problem(at, f"{name} is no official image; {meant} is", fix)
