"""A package manager keeps its cache in the layer.

Why: what was downloaded lies in the image beside what was installed, and nothing reads it there.
Instead: clean up in the same RUN (``conda clean --all -y``, ``composer clear-cache``, ``pacman -Scc --noconfirm``),
or mount a cache on the directory.
Flags: ``conda``, ``mamba`` and ``micromamba`` with install, create and update; ``composer install`` and the like;
``cargo install``; ``uv pip install``, ``uv sync`` and the like; ``pacman -S``; each with nothing later in the same
RUN that empties the cache. Reported once per RUN, at the first such command.
Not flagged: apk, apt, dnf, gem, npm, pip, yarn, yum and zypper, which have rules of their own; ``--no-cache`` and
UV_NO_CACHE; COMPOSER_CACHE_DIR, COMPOSER_HOME, CARGO_HOME and UV_CACHE_DIR; stages whose files do not end up in an
image that runs; a cache or tmpfs mount on the directory.
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
from hullmark_dockerfile.runs import environment

#: Variables that move the cache or switch it off.
_PLACES = {
    "composer": ("COMPOSER_CACHE_DIR", "COMPOSER_HOME", "COMPOSER_NO_CACHE"),
    "cargo": ("CARGO_HOME",),
    "conda": ("CONDA_PKGS_DIRS",),
    "uv": ("UV_NO_CACHE", "UV_CACHE_DIR"),
}


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("conda", "mamba", "micromamba", "composer", "cargo", "uv", "pacman"),
    profile=STRICT,
    peers="hadolint:DL3009",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the command that fills the cache."""
    family = "conda" if "mamba" in command.program else command.program
    arguments = command.arguments
    if left_behind(context.document, command, family) is None or arguments.has("--no-cache"):
        return
    if all(environment(command, name) == "" for name in _PLACES.get(family, ())):
        at = arguments.subcommand if arguments.subcommand is not None else command.name
        yield Problem(at, f"{command.program} leaves its cache in this layer")
