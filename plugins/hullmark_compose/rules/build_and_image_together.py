"""A service is built and names an image, but not which of them counts.

Why: ``up`` first tries to pull an image of that name, so a foreign image may run instead of what the source says.
Instead: add ``pull_policy: build``, or name the image under a registry of your own.
Flags: a service with ``build`` and an ``image`` of Docker Hub, without ``pull_policy``.
Not flagged: images under a registry, ``localhost/`` included; images whose name begins with a variable; services of
which another file may say more.
See: https://docs.docker.com/reference/compose-file/build/#using-build-and-image
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import parse_image
from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.service import Service


@rule(BUILD, INFO, on=Service, profile=ALL, peers="dclint:no-build-and-image")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the image."""
    image = service.image
    if image is None or not service.view.has("build") or not service.lacks("pull_policy"):
        return
    reference = parse_image(image, "run")
    if reference.name.known and reference.registry in (None, "docker.io"):
        yield Problem(image, f"without pull_policy {reference.name} may be pulled instead of built")
