"""The platform of a service is none, or not among those it is built for.

Why: the file is refused, since what is built could not be started, or cannot be built on.
Instead: name the platform in both places: ``platform: linux/arm64`` and ``build: {platforms: [linux/amd64,
linux/arm64]}``.
Flags: a ``platform`` that is missing from ``build.platforms``; a platform that is not written ``os/arch`` or
``os/arch/variant``; a platform of a target of bake that a target in its ``contexts`` is not built for.
Not flagged: a service without ``build.platforms``; a value that is filled in later.
See: https://docs.docker.com/reference/compose-file/build/#platforms
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Build
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule


_PLATFORM = pattern(r"[a-z0-9]+(?:\([\w.]+\))?/[a-z0-9_]+(?:/[a-z0-9.]+)?|[a-z0-9_]+")


@rule(VALIDITY, ERROR, on=Build, peers="composego:platforms-must-include-platform buildx:platform-not-subset")
def check(build: Build, context: Context) -> Iterator[Problem]:
    """Flag the platform."""
    wanted, built = build.platform, build.platforms
    for platform in (*built, *(() if wanted is None else (wanted,))):
        if platform.known and platform and not _PLATFORM.fullmatch(platform.lower()):
            yield Problem(platform, f"{platform} is no platform, which is os/arch or os/arch/variant")
            return
    if not built or not all(platform.known for platform in built):
        return
    if wanted and wanted.known and wanted not in built:
        yield Problem(wanted, f"the service is built for {', '.join(built[:3])}, not for {wanted}")
    for other in build.linked:
        missing = [platform for platform in built if platform not in other.platforms]
        if missing and other.platforms and all(platform.known for platform in other.platforms):
            message = f"{build.name} is built for {missing[0]}, {other.name} that it takes files from is not"
            yield Problem(missing[0], message)
