"""Containers are replaced by whatever their tag points at next.

Why: whoever can push that tag decides what runs here, minutes later and without anybody looking; and a release that
breaks comes in the night. What does it needs the engine's socket, too.
Instead: pin images by digest and let a bot propose newer ones as changes that somebody reviews; or be told alone, with
``WATCHTOWER_MONITOR_ONLY=true`` or diun.
Flags: images of watchtower, ouroboros, shepherd and the like. In the profile strict also what asks to be updated:
watchtower's label, keel's policy, and ``AutoUpdate=registry`` or the label that it stands for.
Not flagged: watchtower that only watches; labels that say no; ``AutoUpdate=local``; a container whose image is pinned
by digest, for which nothing newer is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Image
from hullmark.model import Variable
from hullmark.plugin import PINNING
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.references import is_pinned

_UPDATERS = frozenset(("ouroboros", "shepherd", "watchtower", "watchtower-fork"))
_WATCHING = "WATCHTOWER_MONITOR_ONLY"
#: What asks to be updated: names with the values that do; an empty tuple stands for all but those that say no.
_ASKING = {
    "com.centurylinklabs.watchtower.enable": ("true",),
    "io.containers.autoupdate": ("registry", "image"),
    "keel.sh/policy": (),
}
_NO = ("", "never", "false")


@rule(
    PINNING,
    WARNING,
    on=(Image, Variable),
    when=("LABEL", "ANNOTATION"),
    hints=("ouroboros", "shepherd", "watchtower"),
)
def check(fact: Image | Variable, context: Context) -> Iterator[Problem]:
    """Flag the image, or the label."""
    container = fact.container
    if container is not None and container.role == "stage":
        return
    if isinstance(fact, Image):
        name = fact.repository.rpartition("/")[2]
        watching = container is not None and any(
            name == _WATCHING and value == "true" for name, value in container.environment
        )
        if fact.use == "run" and name in _UPDATERS and not watching:
            yield Problem(fact.name, f"{fact.name} replaces containers by whatever their tags point at next")
        return
    wanted, value = _ASKING.get(fact.name), fact.value
    if wanted is None or value is None or not value.known:
        return
    if container is not None and container.image is not None and is_pinned(container.image):
        return
    if value in wanted if wanted else value not in _NO:
        message = f"{value} of {fact.name} has the container replaced by whatever its tag points at next"
        yield Problem(value, message, profile=STRICT)
