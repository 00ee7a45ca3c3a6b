"""A package is installed without a version.

Why: a build next month installs another release, maybe a major or a stolen one, and the image that failed cannot be
built again.
Instead: name the version as the tool wants it: ``cargo install ripgrep@14.1.1 --locked``, ``composer require
monolog/monolog:3.7.0``, ``conda install numpy=2.1.1``, ``pecl install redis-6.0.2``, ``uv pip install flask==3.0.3``.
Flags: packages without a version on the command lines of cargo, composer, conda, mamba, cpanm, dotnet tool,
easy_install, luarocks, pecl, uv, and of bun, pnpm and yarn when they add packages. One finding per command, at the
first such word.
Not flagged: apt, apk, dnf, gem, go, npm, pip, yum and zypper, which have rules of their own; files, folders and lock
files; pacman, brew and others that cannot install a former version; names that cannot be known, except as information
in the profile all.
Options: ``allow`` names packages that need no version.
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

from hullmark_dockerfile.pins import LanguageOptions
from hullmark_dockerfile.versions import missing


@rule(
    PINNING,
    INFO,
    on=Command,
    when=(
        "bun", "cargo", "composer", "conda", "cpanm", "dotnet", "easy_install", "luarocks", "mamba", "micromamba",
        "pecl", "pnpm", "uv", "yarn",
    ),
    profile=STRICT,
    options=LanguageOptions,
    peers="hadolint:DL3008 kics:Apt-Get-Install-Pin-Version-Not-Defined",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the first package without a version."""
    yield from missing(command, context)
