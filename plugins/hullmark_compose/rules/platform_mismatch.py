"""The platform of a service is none, or not among those it is built for.

Why: Compose refuses the file, since what it builds could not be started.
Instead: name the platform in both places: ``platform: linux/arm64`` and ``build: {platforms: [linux/amd64,
linux/arm64]}``.
Flags: a ``platform`` that is missing from ``build.platforms``; a platform that is not written ``os/arch`` or
``os/arch/variant``.
Not flagged: a service without ``build.platforms``; a value that is filled in later.
See: https://docs.docker.com/reference/compose-file/build/#platforms
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_compose.service import Service

_PLATFORM = pattern(r"[a-z0-9]+(?:\([\w.]+\))?/[a-z0-9_]+(?:/[a-z0-9.]+)?|[a-z0-9_]+")


@rule(VALIDITY, ERROR, on=Service, peers="composego:platforms-must-include-platform buildx:platform-not-subset")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the platform."""
    wanted = service.view.text("platform")
    built = service.build.texts("platforms")
    for platform in (*built, *(() if wanted is None else (wanted,))):
        if platform.known and platform and not _PLATFORM.fullmatch(platform.lower()):
            yield Problem(platform, f"{platform} is no platform, which is os/arch or os/arch/variant")
            return
    if wanted and built and wanted not in built and all(platform.known for platform in (wanted, *built)):
        yield Problem(wanted, f"the service is built for {', '.join(built[:3])}, not for {wanted}")
