"""A package is installed by apk without a version.

Why: each build takes what the repository offers that day, so two builds of one commit differ; Alpine keeps only the
latest version of a branch, so pins need a process that renews them.
Instead: write ``apk add --no-cache curl=8.9.1-r1`` or at least ``curl~8.9``.
Flags: words behind ``apk add`` without ``=``, ``~``, ``<`` and ``>``, also ``name@edge``; those that a variable holds
count when the file or the script sets it. One finding per command, at the first such word.
Not flagged: files, ``!name``, names of virtual groups, packages that the same RUN deletes again, also as a virtual
group, and names that cannot be known, except as information in the profile all.
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
    when=("apk",),
    family="package-version-not-pinned",
    profile=STRICT,
    options=DistributionOptions,
    peers="hadolint:DL3018 kics:Unpinned-Package-Version-in-Apk-Add",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the first package without a version."""
    yield from missing(command, context)
