"""A package is installed by pip without a version.

Why: a build next month installs another release, maybe a major or a stolen one, and the image that failed cannot be
built again.
Instead: write ``pip install flask==3.0.3``, or ``pip install -r requirements.txt`` with pinned versions and hashes.
Flags: requirements of ``pip install``, ``python -m pip install`` and ``pipx install`` without any of ``==``, ``~=``,
``>=``, ``<`` and the like; repositories without ``@reference``. One finding per command, at the first such word; as
information, and in the profile strict, where only pip, setuptools and wheel are meant.
Not flagged: ``-r``, ``-c``, ``--require-hashes``, ``--no-index``, PIP_CONSTRAINT, folders with or without extras,
archives, URLs, names that cannot be known, except as information in the profile all.
Options: ``allow`` names packages that need no version.
See: https://pip.pypa.io/en/stable/topics/repeatable-installs/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import INFO
from hullmark.plugin import PINNING
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.pins import LanguageOptions
from hullmark_dockerfile.versions import doubtful
from hullmark_dockerfile.versions import report
from hullmark_dockerfile.versions import unpinned

#: What a build upgrades before it installs anything else.
_TOOLS = frozenset(("pip", "setuptools", "wheel"))


@rule(
    PINNING,
    WARNING,
    on=Command,
    when=("pip", "pipx"),
    family="package-version-not-pinned",
    options=LanguageOptions,
    peers="hadolint:DL3013 kics:Unpinned-Package-Version-in-Pip-Install",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the first package without a version."""
    found = unpinned(command, context.options.allow)
    others = [package for package in found if package.name.lower() not in _TOOLS]
    if found:
        yield from report(others) if others else report(found, INFO, STRICT)
    else:
        yield from doubtful(command, context)
