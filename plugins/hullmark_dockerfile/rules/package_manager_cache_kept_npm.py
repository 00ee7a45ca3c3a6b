"""npm or pnpm keeps its cache in the layer.

Why: npm stores every tarball under ~/.npm/_cacache, pnpm in its store, often as much again as what they install;
nothing reads it in the finished image.
Instead: write ``npm ci && npm cache clean --force`` in one RUN, or mount a cache: ``RUN
--mount=type=cache,target=/root/.npm``.
Flags: ``npm install`` and ``npm ci`` with no later ``npm cache clean`` in the same RUN, ``pnpm install`` with no
``pnpm store prune``, reported once per RUN, at the first such command; ``npm cache clean`` without ``--force``, which
npm refuses since version 5.
Not flagged: ~/.npm or ~/.cache removed later in the same RUN; ``--cache`` in /tmp; npm_config_cache in ENV; stages
whose files do not end up in an image that runs; a cache or tmpfs mount on the directory.
Fix safety: safe; what is installed stays the same.
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
from hullmark_dockerfile.runs import environment
from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import insert

_PLACES = ("npm_config_cache", "NPM_CONFIG_CACHE")
_CLEAN = {"npm": "npm cache clean --force", "pnpm": "pnpm store prune"}


def _elsewhere(command: Command) -> bool:
    """Tell whether the cache lies where somebody put it on purpose."""
    place = command.arguments.value("--cache", "--store-dir")
    return place is not None or any(environment(command, name) != "" for name in _PLACES)


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("npm", "pnpm"),
    family="package-manager-cache-kept",
    profile=STRICT,
    peers="binnacle:npmCacheCleanAfterInstall binnacle:npmCacheCleanUseForce",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the command that fills the cache."""
    arguments = command.arguments
    if command.program == "npm" and arguments.subcommand == "cache" and arguments.operands[:1] == ("clean",):
        if in_build(command) and not arguments.has("--force", "-f"):
            word = arguments.operands[0]
            yield Problem(word, "npm refuses to clean its cache without --force", insert(command, word, "--force"))
        return
    instruction = left_behind(context.document, command, command.program)
    if instruction is None or _elsewhere(command):
        return
    fix = clean(context.document, instruction, command, _CLEAN[command.program])
    yield Problem(arguments.subcommand, f"{command.program} leaves its cache in this layer", fix)
