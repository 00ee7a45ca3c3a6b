"""A package is installed by npm without a version.

Why: a build next month installs another release, maybe a major or a stolen one, and the image that failed cannot be
built again.
Instead: write ``npm install -g pm2@5.4.2``, or list it in package.json and run ``npm ci``.
Flags: words behind ``npm install`` and its short forms without ``@version``; repositories without ``#commit``;
packages that ``npx`` and ``npm exec`` fetch with ``--package`` or ``--yes``. One finding per command, at the first
such word.
Not flagged: ``npm install`` and ``npm ci`` without words, folders, tarballs, names that cannot be known; ``@latest``
and ranges, which package-version-range-not-exact reports.
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
from hullmark_dockerfile.versions import report
from hullmark_dockerfile.versions import unpinned


@rule(
    PINNING,
    WARNING,
    on=Command,
    when=("npm", "npx"),
    family="package-version-not-pinned",
    options=LanguageOptions,
    peers="hadolint:DL3016 kics:NPM-Install-Command-Without-Pinned-Version",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the first package without a version."""
    yield from report(unpinned(command, context.options.allow))
