"""A package is installed by apt without a version.

Why: each build takes what the mirror offers that day, so two builds of one commit differ and a bad update arrives
unseen; distributions drop old versions, though, so pins need a process that renews them.
Instead: write ``apt-get install -y curl=7.88.1-10+deb12u12``, or install from a dated mirror such as
snapshot.debian.org.
Flags: words behind ``apt-get install``, ``apt install`` and ``aptitude install`` without ``=``; those that a variable
holds count when the file or the script sets it. One finding per command, at the first such word.
Not flagged: ``name=version``, ``name/release``, .deb files, names that cannot be known, except as information in the
profile all, packages that the same RUN removes again, and files that take packages from a dated snapshot.
Options: ``allow`` names packages that need no version; by default ca-certificates and tzdata, whose latest data is
what a build wants.
See: https://docs.docker.com/build/building/best-practices/#apt-get
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

from hullmark_dockerfile.pins import DistributionOptions
from hullmark_dockerfile.settings import setting
from hullmark_dockerfile.versions import missing


@rule(
    PINNING,
    INFO,
    on=Command,
    when=("apt-get", "apt", "aptitude"),
    family="package-version-not-pinned",
    profile=STRICT,
    options=DistributionOptions,
    peers="hadolint:DL3008 kics:Apt-Get-Install-Pin-Version-Not-Defined",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the first package without a version."""
    if setting(context.document.text, "apt-snapshot") is None:
        yield from missing(command, context)
