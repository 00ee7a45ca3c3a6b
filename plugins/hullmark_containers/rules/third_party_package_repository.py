"""Packages come from a repository that is not the distribution's own.

Why: whoever runs the repository can put any package onto the image, also a newer one of a package that the distribution
has; its owner, its key and its support are other ones.
Instead: take the package from the distribution or build it; where the repository is wanted, name it in ``allow``.
Flags: PPAs; lists of repositories that are downloaded, written or added by apt, yum, dnf, zypper and apk; packages that
set one up, such as ``epel-release``; Copr; set-up scripts such as NodeSource's.
Not flagged: the distributions' own servers; hosts of a private network; a source of apt with ``signed-by`` in a script
that fetches no key; hosts and names in the option ``allow``.
Options: ``allow`` lists hosts and names that may be added, in which ``*`` stands for anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.repositories import PROGRAMS
from hullmark_containers.repositories import added_by
from hullmark_containers.repositories import added_in


class Options(NamedTuple):
    """Options of the rule."""

    allow: tuple[str, ...] = ()


@rule(
    SUPPLY_CHAIN,
    INFO,
    on=(Command, File),
    when=PROGRAMS,
    profile=STRICT,
    options=Options,
    peers="dockerfile_lint:no_epel",
)
def check(fact: Command | File, context: Context) -> Iterator[Problem]:
    """Flag the repository."""
    for added in added_by(fact) if isinstance(fact, Command) else added_in(fact):
        if not any(fnmatchcase(added.name, entry) for entry in context.options.allow):
            yield Problem(added.at, f"{added.name} is not the distribution's own repository")
