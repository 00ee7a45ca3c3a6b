"""A version is given as a range or a moving tag.

Why: a range shuts the worst surprises out, but two builds of one commit still install different releases.
Instead: write the exact version, ``flask==3.0.3`` in place of ``flask>=3``, and let a tool such as Renovate raise it.
Flags: ``>=``, ``~=``, ``!=`` and ``==1.*`` of pip; ``^``, ``~``, ``1.x`` and tags such as ``@latest`` of npm; ``~``
and ``>`` of apk; ``=7.*`` of apt; ``-7.*`` of dnf and yum; ``<`` and ``>`` of zypper; ``~>`` of gem; ``@main`` and
``@v1`` of Go, a branch of a repository; and the like of other tools. One finding per command, at the first such word.
Not flagged: packages without any version, which package-version-not-pinned and its kin report; requirement and
constraint files; names that cannot be known.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.installs import PROGRAMS
from hullmark_dockerfile.installs import packages
from hullmark_dockerfile.pins import OPEN
from hullmark_dockerfile.pins import listing
from hullmark_dockerfile.runs import in_build


@rule(
    PINNING,
    INFO,
    on=Command,
    when=PROGRAMS,
    profile=STRICT,
    peers="hadolint:DL3062",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the first package whose version is open."""
    if in_build(command):
        found = [package for package in packages(command) if package.pin == OPEN]
        if found:
            verb = "allows" if len(found) == 1 else "allow"
            names = listing(package.name for package in found)
            yield Problem(found[0].at, f"{names} {verb} more than one version; later builds may get another")
