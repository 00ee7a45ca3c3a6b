"""FROM names one platform.

Why: the image is built for that platform whatever ``--platform`` asks for; elsewhere it runs emulated or not at all.
Instead: leave the flag out, or write ``--platform=$BUILDPLATFORM`` in a stage that compiles for others.
Flags: ``--platform`` with a constant.
Not flagged: variables; a stage whose name tells the system or architecture, like build-arm64; Windows, whose images
exist for one platform.
Fix safety: unsafe; without the flag the image is built for the platform that is asked for.
See: https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.platforms import without_flag
from hullmark_dockerfile.tree import Instruction

#: Other names of an architecture.
_ARCHITECTURES = {
    "amd64": ("x86_64", "x86-64", "x64"), "x86_64": ("amd64",), "arm64": ("aarch64",), "aarch64": ("arm64",),
    "386": ("i386", "i686", "x86"), "arm": ("armhf", "armv"),
}


@rule(
    BUILD, INFO, on=Instruction, when=("FROM",), hints=("--platform",), profile=STRICT,
    peers=(
        "hadolint:DL3029 buildkit:FromPlatformFlagConstDisallowed kics:Using-Platform-Flag-with-FROM-Command"
        " semgrep:avoid-platform-with-from pathfinder:DOCKER-BP-027"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    flag = instruction.flag("platform")
    if flag is None or not flag.value:
        return
    platform = instruction.plain(flag.value).lower()
    if not platform or "$" in platform or "{{" in platform or platform.startswith("windows"):
        return
    name = (instruction.stage.name or "").lower()
    if name and any(word in name for word in _words(platform)):
        return
    fix = Fix("drop the flag", (without_flag(instruction, flag),), safe=False)
    yield Problem(flag.value, f"the platform is fixed to {platform}, whatever the build asks for", fix)


def _words(platform: str) -> list[str]:
    """Return what a stage's name may hold to tell its platform: system, architecture and its other names."""
    parts = platform.split("/")[:2]
    return [*parts, *(other for part in parts for other in _ARCHITECTURES.get(part, ()))]
