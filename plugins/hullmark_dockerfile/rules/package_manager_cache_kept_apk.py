"""apk add keeps its index in the layer.

Why: without ``--no-cache`` apk stores the package index under /var/cache/apk, some megabytes in an image that is
chosen for being small, and installs from it when it is old.
Instead: write ``apk add --no-cache curl``.
Flags: ``apk add`` without ``--no-cache``.
Not flagged: ``--no-cache`` in front of the subcommand; ``--no-network``; /var/cache/apk removed later in the same
RUN; stages whose files do not end up in an image that runs; a cache or tmpfs mount on the directory.
Fix safety: safe; apk fetches the index for this command and stores none.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.caches import left_behind
from hullmark_dockerfile.runs import insert


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("apk",),
    family="package-manager-cache-kept",
    profile=STRICT,
    peers=(
        "hadolint:DL3019 trivy:DS-0025 kics:Apk-Add-Using-Local-Cache-Path semgrep:missing-apk-no-cache"
        " dockerfilelint:apkadd-missing_nocache_or_updaterm dockle:DKL-DI-0004 pathfinder:DOCKER-BP-007"
        " binnacle:apkAddUseNoCache"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the command that fills the cache."""
    subcommand = command.arguments.subcommand
    if subcommand is None or command.arguments.has("--no-cache", "--no-network"):
        return
    if left_behind(context.document, command, "apk") is not None:
        yield Problem(subcommand, "apk add keeps its index in this layer", insert(command, subcommand, "--no-cache"))
