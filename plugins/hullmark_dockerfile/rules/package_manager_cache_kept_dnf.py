"""The cache of dnf stays in the layer.

Why: metadata and downloaded packages take from 30 to several hundred MB; a later RUN that deletes them hides them,
but the image keeps carrying them.
Instead: write ``dnf install -y httpd && dnf clean all`` in one RUN, or mount a cache on /var/cache/dnf.
Flags: ``install``, ``update``, ``upgrade`` and their kin of dnf, microdnf and tdnf with no later ``clean all`` of the
same program in the same RUN; reported once per RUN, at the first such command.
Not flagged: a clean-up by yum where dnf installs, and the other way round; /var/cache/dnf, /var/cache/libdnf5 or
/var/cache/yum removed later in the same RUN; a program named like a clean-up script; stages whose files do not end up
in an image that runs; a cache or tmpfs mount on the directory; ``--setopt=keepcache=0`` does not help, since the
metadata stays.
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
    when=("dnf", "microdnf", "tdnf"),
    family="package-manager-cache-kept",
    profile=STRICT,
    peers=(
        "hadolint:DL3040 trivy:DS-0019 trivy:DS-0027 kics:Missing-Dnf-Clean-All"
        " semgrep:missing-dnf-clean-all dockerfile_lint:no_dnf_clean_all pathfinder:DOCKER-BP-013"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the command that fills the cache."""
    instruction = left_behind(context.document, command, command.program)
    if instruction is not None:
        fix = clean(context.document, instruction, command, f"{command.program} clean all")
        yield Problem(command.arguments.subcommand, f"{command.program} leaves its cache in this layer", fix)
