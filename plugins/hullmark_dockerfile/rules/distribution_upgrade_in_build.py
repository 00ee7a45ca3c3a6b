"""The distribution is upgraded during the build.

Why: such an upgrade may add, replace and remove any package, up to the C library under the base image, so what is
built has little to do with the image that FROM names and changes from build to build.
Instead: begin from the release that is wanted: ``FROM debian:13``.
Flags: ``dist-upgrade`` and ``full-upgrade`` of apt-get, apt and aptitude; ``zypper dist-upgrade`` and ``dup``;
``distro-sync`` and ``system-upgrade`` of dnf; ``do-release-upgrade``; ``apk upgrade`` in a RUN that points
/etc/apk/repositories at another branch.
Not flagged: bases that roll (openSUSE Tumbleweed, Kali, Arch, Debian unstable and testing), where this is the
ordinary update.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import PINNING
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.refreshes import switches_release
from hullmark_dockerfile.runs import in_build

_UPGRADES = frozenset(("dist-upgrade", "full-upgrade", "dup", "distro-sync", "distrosync", "dsync", "system-upgrade"))
_ROLLING = pattern(r"tumbleweed|microos|kali|arch|rolling|parrot|[:-](?:sid|unstable|testing|experimental|rawhide)")


@rule(
    PINNING,
    WARNING,
    on=Command,
    when=("apt-get", "apt", "aptitude", "zypper", "dnf", "yum", "microdnf", "do-release-upgrade", "apk"),
    hints=("upgrade", "dup", "sync"),
    peers=(
        "hadolint:DL3035 hadolint:DL3005 trivy:DS-0024 semgrep:avoid-apt-get-upgrade"
        " dockerfilelint:apt-get-dist-upgrade dockle:DKL-DI-0003"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the subcommand."""
    subcommand = command.arguments.subcommand
    if command.program == "do-release-upgrade":
        at: Text | None = command.name
    elif command.program == "apk":
        at = subcommand if subcommand == "upgrade" and switches_release(command) else None
    else:
        at = subcommand if subcommand in _UPGRADES else None
    if at is None or not in_build(command):
        return
    container = command.container
    image = str(container.image.text).lower() if container is not None and container.image is not None else ""
    if not _ROLLING.search(image):
        what = at if at is command.name else f"{command.program} {at}"
        yield Problem(at, f"{what} may replace or remove any package of the base image")
