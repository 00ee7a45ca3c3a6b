"""A package is installed by yum without a version.

Why: each build takes what the repository offers that day, so two builds of one commit differ and a bad update arrives
unseen.
Instead: write ``yum install -y httpd-2.4.6``.
Flags: words behind ``install`` that hold no version, which is a part that begins with a digit behind the last dash or
the last but one: gcc-c++, python3-devel and java-1.8.0-openjdk have none; a module without ``:stream``. One finding
per command, at the first such word.
Not flagged: ``@group``, ``groupinstall``, ``localinstall``, files and URLs, packages that the same RUN removes again,
names that cannot be known, except as information in the profile all.
Options: ``allow`` names packages that need no version; by default ca-certificates and tzdata, whose latest data is
what a build wants.
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
from hullmark_dockerfile.versions import missing


@rule(
    PINNING,
    INFO,
    on=Command,
    when=("yum",),
    family="package-version-not-pinned",
    profile=STRICT,
    options=DistributionOptions,
    peers="hadolint:DL3033 kics:Yum-install-Without-Version",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the first package without a version."""
    yield from missing(command, context)
