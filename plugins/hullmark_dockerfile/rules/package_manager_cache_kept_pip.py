"""pip keeps what it downloads in the layer.

Why: pip stores every download and every wheel it builds under ~/.cache/pip, often as much again as what it installs;
nothing reads it in the finished image.
Instead: write ``pip install --no-cache-dir flask==3.0.3``, or mount a cache: ``RUN
--mount=type=cache,target=/root/.cache/pip``.
Flags: ``pip install`` and ``python -m pip install`` without ``--no-cache-dir``.
Not flagged: PIP_NO_CACHE_DIR set to 1, true, yes or on, and to 0, false, no or off, which switch the cache off as
well (the profile all says that they read otherwise); no-cache-dir in pip's configuration; ``pip cache purge`` or
~/.cache removed later in the same RUN; stages whose files do not end up in an image that runs; a cache or tmpfs mount
on the directory; uv and pipx.
Fix safety: safe; what is installed stays the same.
See: https://pip.pypa.io/en/stable/topics/caching/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.caches import left_behind
from hullmark_dockerfile.runs import environment
from hullmark_dockerfile.runs import insert
from hullmark_dockerfile.settings import setting

#: What pip reads as a boolean; in this variable each of them switches the cache off (pip's cmdoptions.py).
_YES = ("1", "true", "t", "yes", "y", "on")
_NO = ("0", "false", "f", "no", "n", "off")


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("pip",),
    family="package-manager-cache-kept",
    profile=STRICT,
    peers=(
        "hadolint:DL3042 kics:Pip-install-Keeping-Cached-Packages semgrep:missing-pip-no-cache-dir"
        " pathfinder:DOCKER-BP-008 binnacle:pipUseNoCacheDir"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the command that fills the cache."""
    subcommand, options = command.arguments.subcommand, command.arguments.options
    if subcommand is None or any(option.name.startswith(("--no-cache", "--dry-run")) for option in options):
        return
    document = context.document
    if left_behind(document, command, "pip") is None or setting(document.text, "pip-no-cache") is not None:
        return
    chosen = environment(command, "PIP_NO_CACHE_DIR")
    fix = insert(command, subcommand, "--no-cache-dir")
    if chosen is not None and chosen.lower() in _NO:
        message = f"PIP_NO_CACHE_DIR={chosen} reads as if pip kept its cache, which it does not"
        yield Problem(subcommand, message, profile=ALL)
    elif chosen is not None and chosen.lower() not in _YES:
        yield Problem(subcommand, "pip keeps its downloads in this layer", fix)
