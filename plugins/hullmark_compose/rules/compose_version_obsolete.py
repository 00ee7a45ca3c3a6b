"""The file has a version, which Compose no longer reads.

Why: Compose reads every file by the newest specification; the key only makes it print a warning at each call.
Instead: delete the line.
Flags: ``version`` at the top of a file.
Not flagged: files for ``docker stack deploy``, whose reader wants it: those that say so by their name, or by what
only a swarm can do.
See: https://docs.docker.com/reference/compose-file/version-and-name/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.tree import Project


@rule(
    BUILD,
    INFO,
    on=Project,
    profile=STRICT,
    peers="dclint:no-version-field composelint:no-version-field composego:version-obsolete",
)
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    key = project.root.key("version")
    if key is not None and not project.stack:
        yield Problem(key, "Compose no longer reads version and warns of it")
