"""The cache of zypper stays in the layer.

Why: metadata and downloaded packages take from 30 to several hundred MB; a later RUN that deletes them hides them,
but the image keeps carrying them.
Instead: write ``zypper -n install httpd && zypper clean --all`` in one RUN, or mount a cache on /var/cache/zypp.
Flags: ``install``, ``remove``, ``update``, ``dist-upgrade``, ``patch`` and their short forms with no later ``zypper
clean`` in the same RUN; reported once per RUN, at the first such command.
Not flagged: ``zypper cc``; /var/cache/zypp removed later in the same RUN; a program named like a clean-up script;
stages whose files do not end up in an image that runs; a cache or tmpfs mount on the directory.
Fix safety: safe; the cache is fetched anew when it is needed.
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

from hullmark_dockerfile.caches import clean
from hullmark_dockerfile.caches import left_behind


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("zypper",),
    family="package-manager-cache-kept",
    profile=STRICT,
    peers=(
        "hadolint:DL3036 trivy:DS-0020 kics:Missing-Zypper-Clean semgrep:missing-zypper-clean"
        " pathfinder:DOCKER-BP-020"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the command that fills the cache."""
    instruction = left_behind(context.document, command, "zypper")
    if instruction is not None:
        fix = clean(context.document, instruction, command, "zypper clean --all")
        yield Problem(command.arguments.subcommand, "zypper leaves its cache in this layer", fix)
