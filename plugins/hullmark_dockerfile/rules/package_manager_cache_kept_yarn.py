"""yarn keeps its cache in the layer.

Why: yarn 1 stores every tarball under ~/.cache/yarn or /usr/local/share/.cache, often as much again as what it
installs; nothing reads it in the finished image.
Instead: write ``yarn install --frozen-lockfile && yarn cache clean`` in one RUN, or mount a cache on the directory.
Flags: ``yarn``, ``yarn install``, ``yarn add`` and ``yarn global add`` with no later ``yarn cache clean`` in the same
RUN; reported once per RUN, at the first such command.
Not flagged: the cache removed later in the same RUN; ``--cache-folder`` and YARN_CACHE_FOLDER; Yarn 2 and later, told
by ``--immutable``, .yarnrc.yml, .yarn or ``yarn set version`` in the file; stages whose files do not end up in an
image that runs; a cache or tmpfs mount on the directory.
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
from hullmark_dockerfile.settings import setting

#: Options that name another cache, or that only Yarn 2 and later have.
_OTHERWISE = ("--cache-folder", "--immutable", "--immutable-cache")


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("yarn",),
    family="package-manager-cache-kept",
    profile=STRICT,
    peers="hadolint:DL3060",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the command that fills the cache."""
    arguments = command.arguments
    instruction = left_behind(context.document, command, "yarn")
    if instruction is None or arguments.option(*_OTHERWISE) or environment(command, "YARN_CACHE_FOLDER") != "":
        return
    if setting(context.document.text, "yarn-berry") is None:
        at = arguments.subcommand if arguments.subcommand is not None else command.name
        fix = clean(context.document, instruction, command, "yarn cache clean")
        yield Problem(at, "yarn leaves its cache in this layer", fix)
