"""Build packages are deleted one by one.

Why: two lists have to be kept in step; a package that is added to the first and forgotten in the second stays in the
image.
Instead: write ``apk add --no-cache --virtual .build-deps gcc musl-dev`` and ``apk del .build-deps`` in the same RUN.
Flags: ``apk add`` of two or more packages without ``--virtual`` of which the same RUN deletes one or more by name
with ``apk del``.
Not flagged: one package; names held by a variable that both commands use; ``apk del`` of other packages.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.shell.packages import installs

from hullmark_dockerfile.pins import listing
from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import removed


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("apk",),
    profile=STRICT,
    peers="dockerfilelint:apkadd-missing-virtual",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the subcommand."""
    words = installs(command)
    if words is None or len(words) < 2 or command.arguments.option("-t", "--virtual") or not in_build(command):
        return
    gone = removed(command.script)
    deleted = [str(word) for word in words if word.known and word in gone]
    if deleted:
        yield Problem(command.arguments.subcommand, f"{listing(deleted)} deleted by name, not as a virtual group")
