"""A gem is installed without a version.

Why: a build next month installs another release, maybe one with other needs or a stolen one, and the image that
failed cannot be built again.
Instead: write ``gem install bundler:2.5.23`` or ``gem install bundler -v 2.5.23``.
Flags: words behind ``gem install`` without ``:version`` where the command has no ``--version``. One finding per
command, at the first such word.
Not flagged: local .gem files, what stands behind ``--``, names that cannot be known, except as information in the
profile all.
Options: ``allow`` names packages that need no version.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import PINNING
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.pins import LanguageOptions
from hullmark_dockerfile.versions import missing


@rule(
    PINNING,
    WARNING,
    on=Command,
    when=("gem",),
    family="package-version-not-pinned",
    options=LanguageOptions,
    peers="hadolint:DL3028 kics:Gem-Install-Without-Version",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the first package without a version."""
    yield from missing(command, context)
