"""apt is used in a script.

Why: apt is made for people; its manual page says that its command line may change between versions, and it warns
about that on every build. apt-get is kept stable.
Instead: write ``apt-get install -y curl``.
Flags: ``apt`` with subcommands that apt-get has as well: install, remove, purge, update, upgrade, full-upgrade,
autoremove, clean and the like.
Not flagged: apt-get, apt-mark, apt-key, apt-cache; ``apt list``, ``apt show`` and ``apt search``; paths such as
/etc/apt.
Fix safety: safe; apt-get does the same; ``upgrade`` gets ``--with-new-pkgs``, which apt implies. No fix for
full-upgrade.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import insertion

#: Subcommands without a counterpart in apt-get.
_READING = frozenset(("list", "show", "search", "policy", "showsrc", "depends", "rdepends", "edit-sources", "help"))
_SAME = frozenset((
    "install", "reinstall", "remove", "purge", "update", "upgrade", "autoremove", "clean", "autoclean", "build-dep",
))


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("apt",),
    profile=STRICT,
    peers=(
        "hadolint:DL3027 checkov:CKV_DOCKER_9 kics:Run-Using-apt semgrep:prefer-apt-get"
        " pathfinder:DOCKER-BP-023"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the name of the program."""
    subcommand = command.arguments.subcommand
    if subcommand is None or subcommand in _READING or not in_build(command):
        return
    fix = None
    edit = command.name.edit(f"{command.name[:-3]}apt-get") if command.name.endswith("apt") else None
    if edit is not None and subcommand in _SAME:
        further = insertion(command, subcommand, "--with-new-pkgs") if subcommand == "upgrade" else None
        fix = Fix("use apt-get", (edit, further) if further else (edit,), safe=True)
    yield Problem(command.name, "apt has no stable command line; scripts use apt-get", fix)
