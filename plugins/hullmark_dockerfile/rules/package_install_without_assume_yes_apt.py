"""apt may ask a question that stops the build.

Why: nobody answers during a build; the command reads the end of its input, takes that for a no and fails, or it waits
for ever.
Instead: write ``apt-get install -y curl``.
Flags: ``apt-get``, ``apt`` and ``aptitude`` with install, remove, purge, upgrade, dist-upgrade, autoremove and
build-dep, without ``-y``, ``--yes``, ``--assume-yes``, ``-qq`` or ``-o APT::Get::Assume-Yes=true``.
DEBIAN_FRONTEND=noninteractive does not answer this question.
Not flagged: input from ``yes``, ``echo`` or a here-document; a variable that may hold options; Assume-Yes written to
apt's configuration anywhere in the file; ``--simulate`` and the like.
Fix safety: safe; the switch answers a question that nobody else can answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.shell.programs import Arguments

from hullmark_dockerfile.answers import arguments_of
from hullmark_dockerfile.answers import silent
from hullmark_dockerfile.answers import unanswered
from hullmark_dockerfile.settings import setting

_ASKING = frozenset((
    "install", "reinstall", "remove", "purge", "upgrade", "dist-upgrade", "full-upgrade", "safe-upgrade", "autoremove",
    "auto-remove", "autopurge", "build-dep", "satisfy", "dselect-upgrade",
))
_SETTING = pattern(r"apt::get::assume-yes(?:=(?:1|true|yes)\b|$)", re.IGNORECASE)
_DRY = ("-s", "--simulate", "--dry-run", "--just-print", "--no-act", "--recon", "--print-uris", "--assume-no")


def _answered(arguments: Arguments) -> bool:
    """Tell whether a switch says yes, or twice be quiet, which implies it."""
    quiet = [option.value for option in arguments.options if option.name in ("-q", "--quiet")]
    if len(quiet) > 1 or "2" in quiet or "3" in quiet:
        return True
    settings = (option.value or "" for option in arguments.options if option.name in ("-o", "--option"))
    return arguments.has("-y", "--yes", "--assume-yes", *_DRY) or any(_SETTING.match(value) for value in settings)


@rule(
    BUILD,
    WARNING,
    on=Command,
    when=("apt-get", "apt", "aptitude"),
    family="package-install-without-assume-yes",
    peers=(
        "hadolint:DL3014 trivy:DS-0021 kics:APT-GET-Missing-Flags-To-Avoid-Manual-Input"
        " semgrep:missing-assume-yes-switch dockerfilelint:apt-get_missing_param pathfinder:DOCKER-BP-021"
        " binnacle:ruleAptGetInstallUseY"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the subcommand."""
    if command.arguments.subcommand is None or not silent(command):
        return
    arguments = arguments_of(command)
    subcommand = arguments.subcommand if arguments else None
    if arguments is None or subcommand is None or subcommand not in _ASKING or _answered(arguments):
        return
    if setting(context.document.text, "apt-yes") is None:
        yield unanswered(command, subcommand, "-y", subcommand)
