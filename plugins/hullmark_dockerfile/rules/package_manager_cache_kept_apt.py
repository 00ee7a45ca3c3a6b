"""Package lists of apt stay in the layer.

Why: ``apt-get update`` writes some 20 to 50 MB of lists; a later RUN that deletes them hides them, but the image
keeps carrying them.
Instead: write ``apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*`` in one RUN, or mount a
cache on /var/lib/apt.
Flags: ``update`` and ``install`` of apt-get, apt and aptitude with no later command in the same RUN that removes
/var/lib/apt/lists or what holds it; reported once per RUN, at the first of them.
Not flagged: ``rm`` and ``find`` on the directory, with or without a star; ``apt-get distclean``; a program named like
a clean-up script; a RUN that only installs, from lists that an earlier RUN left and that are reported there; stages
whose files do not end up in an image that runs; a cache or tmpfs mount on the directory. A missing ``apt-get clean``
alone: Debian's and Ubuntu's images are set up to drop the downloaded packages.
Fix safety: safe; the lists are fetched anew by the next ``apt-get update``; none is offered where a later RUN
installs without one.
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
from hullmark_dockerfile.refreshes import apt_subcommands
from hullmark_dockerfile.refreshes import first_updates
from hullmark_dockerfile.refreshes import last_needing


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("apt-get", "apt", "aptitude"),
    family="package-manager-cache-kept",
    profile=STRICT,
    peers=(
        "hadolint:DL3009 kics:Apt-Get-Install-Lists-Were-Not-Deleted semgrep:remove-package-lists"
        " semgrep:remove-package-cache dockerfilelint:apt-get_missing_rm dockle:DKL-DI-0005"
        " dockerfile_lint:no_apt-get_clean pathfinder:DOCKER-BP-014"
        " binnacle:ruleAptGetInstallThenRemoveAptLists"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the command that fills the cache."""
    instruction = left_behind(context.document, command, "apt")
    if instruction is None:
        return
    subcommand = command.arguments.subcommand
    stage = instruction.stage
    if subcommand != "update" and first_updates(stage.dockerfile)[stage.index] < instruction.index:
        return
    fix = None
    if "install" in apt_subcommands(instruction) and last_needing(stage.dockerfile) <= instruction.index:
        fix = clean(context.document, instruction, command, "rm -rf /var/lib/apt/lists/*")
    yield Problem(subcommand, "the package lists of apt stay in this layer, some 20 to 50 MB", fix)
