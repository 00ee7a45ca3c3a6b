"""The base image does not exist for the platform that FROM asks for.

Why: the build fails, or it takes an image for another processor, whose programs stop with "exec format error".
Instead: name an image that is built for the platform, most often the one without an architecture in its name, or drop
``--platform``.
Flags: FROM with a constant ``--platform`` and an image that is made for others only: those of Docker's architecture
namespaces (``arm64v8/alpine``), Windows images of Microsoft, and what the option ``platforms`` says.
Not flagged: a platform with a variable; images of which nothing is known; stages.
Options: ``platforms`` maps names with tags, in which ``*`` stands for anything, to the platforms that exist, divided by
blanks: ``"example/tool:*" = "linux/amd64 linux/arm64"``.
See: https://github.com/docker-library/official-images#architectures-other-than-amd64
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from hullmark.model import Image
from hullmark.plugin import INFO
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Stage

#: Namespaces of one architecture, and Windows; docker-library/official-images, read in 2026.
_PLATFORMS = {
    "amd64/*": "linux/amd64",
    "arm32v5/*": "linux/arm/v5",
    "arm32v6/*": "linux/arm/v6",
    "arm32v7/*": "linux/arm/v7",
    "arm64v8/*": "linux/arm64",
    "i386/*": "linux/386",
    "mips64le/*": "linux/mips64le",
    "ppc64le/*": "linux/ppc64le",
    "riscv64/*": "linux/riscv64",
    "s390x/*": "linux/s390x",
    "mcr.microsoft.com/windows:*": "windows/amd64",
    "mcr.microsoft.com/windows/*": "windows/amd64 windows/arm64",
}
#: Other names, and variants that are implied.
_ALIASES = {
    "x86_64": "amd64", "x86-64": "amd64", "amd64/v1": "amd64", "aarch64": "arm64", "arm64/v8": "arm64", "i386": "386",
    "armhf": "arm/v7", "arm": "arm/v7", "armel": "arm/v6",
}


class Options(NamedTuple):
    """Options of the rule."""

    platforms: dict[str, str] = {}


@rule(VALIDITY, INFO, on=Stage, options=Options, peers="buildkit:InvalidBaseImagePlatform")
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the platform."""
    platform = stage.start.flag_value("platform") if stage.start is not None else None
    if platform is None or not platform.known or stage.image is None or not stage.image.name.known:
        return
    if platform.lower() in ("linux", "windows"):
        return  # the processor is that of the builder
    known = _platforms_of(stage.image, context.options.platforms)
    if known and _canonical(platform) not in map(_canonical, known):
        yield Problem(platform, f"{stage.image.name} exists for {', '.join(known)}, not for {platform}")


def _platforms_of(image: Image, table: dict[str, str]) -> list[str]:
    """Return the platforms of an image; none where they are not known."""
    spelled = f"{image.repository}:{image.tag or 'latest'}"
    for pattern, platforms in (*table.items(), *_PLATFORMS.items()):
        if fnmatchcase(spelled, pattern):
            return platforms.split()
    return []


def _canonical(platform: str) -> str:
    """Return a platform in lower case, with its system, and under the name that Docker uses."""
    system, slash, machine = platform.lower().partition("/")
    return f"{system}/{_ALIASES.get(machine, machine)}" if slash else f"linux/{_ALIASES.get(system, system)}"
