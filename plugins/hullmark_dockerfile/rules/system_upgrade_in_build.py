"""The whole system is upgraded during the build.

Why: what the upgrade brings depends on the day, so two builds of one commit differ, and the layer holds a second copy
of everything it replaces; a newer base image brings the same updates for all who use it.
Instead: raise the tag or digest of the base image, and upgrade single packages by name where a fix cannot wait.
Flags: ``upgrade`` of apt-get, apt, aptitude and apk; ``update``, ``upgrade`` and ``upgrade-minimal`` of yum, dnf,
microdnf and tdnf, and ``update`` and ``patch`` of zypper, without names of packages; ``pacman -Syu`` alone, ``emerge
@world``, ``brew upgrade`` and ``xargs pip install --upgrade``.
Not flagged: upgrades of named packages; upgrades to another release, which distribution-upgrade-in-build reports;
stages whose files do not end up in an image that runs. Some scanners of vulnerabilities ask for such an upgrade;
leave the rule off then.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.refreshes import action
from hullmark_dockerfile.refreshes import family_of
from hullmark_dockerfile.refreshes import switches_release
from hullmark_dockerfile.refreshes import upgrades_all
from hullmark_dockerfile.runs import delivered
from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import instruction_of

_UPGRADES = {
    "apt": ("upgrade", "safe-upgrade"),
    "apk": ("upgrade",),
    "dnf": ("update", "upgrade", "up", "upgrade-minimal", "update-minimal", "up-min"),
    "zypper": ("update", "up", "patch"),
}


def _upgrade(command: Command) -> Text | None:
    """Return the word that makes a command upgrade everything."""
    program, arguments = command.program, command.arguments
    words = arguments.operands
    if program == "pacman":
        return action(command) if upgrades_all(command) else None
    if program == "emerge":
        return next((word for word in words if word.endswith("world")), None)
    if program == "pip":
        upgraded = arguments.subcommand == "install" and "xargs" in command.wrappers
        return arguments.subcommand if upgraded and arguments.has("-U", "--upgrade") else None
    if program == "brew":
        return words[0] if words == ("upgrade",) else None
    subcommand = arguments.subcommand
    return subcommand if not words and subcommand in _UPGRADES.get(family_of(command), ()) else None


@rule(
    PINNING,
    INFO,
    on=Command,
    when=(
        "apt-get", "apt", "aptitude", "apk", "yum", "dnf", "microdnf", "tdnf", "zypper", "pacman", "emerge", "brew",
        "pip",
    ),
    profile=STRICT,
    peers=(
        "semgrep:avoid-apt-get-upgrade semgrep:avoid-apk-upgrade semgrep:avoid-dnf-update"
        " semgrep:avoid-yum-update semgrep:avoid-zypper-update dockerfilelint:apt-get-upgrade"
        " dockerfile_lint:yum_update_all pathfinder:DOCKER-BP-006 pathfinder:DOCKER-BP-009"
        " pathfinder:DOCKER-BP-019 pathfinder:DOCKER-BP-028 pathfinder:DOCKER-BP-029"
        " hadolint:DL3005 hadolint:DL3017 hadolint:DL3031 hadolint:DL3039"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the subcommand."""
    at = _upgrade(command) if in_build(command) else None
    if at is None or switches_release(command):
        return
    if delivered(instruction_of(context.document, command).stage):
        yield Problem(at, f"{command.program} {at} replaces what the base image holds; builds differ by the day")
