"""The project has no name.

Why: without one the project is called as the folder it lies in; two checkouts in folders of one name share containers,
networks and volumes, and a renamed folder loses them.
Instead: add ``name:`` at the top.
Flags: a file that is a project of its own without ``name``.
Not flagged: overrides, fragments and files that others extend; a ``COMPOSE_PROJECT_NAME`` in ``.env``; files for
``docker stack deploy``, which is given the name; the oldest format, which has none.
See: https://docs.docker.com/reference/compose-file/version-and-name/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.dotenv import read_dotenv
from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.names import COMPLETE
from hullmark_compose.tree import Project


@rule(
    BUILD,
    INFO,
    on=Project,
    profile=ALL,
    peers="dclint:require-project-name-field composelint:require-name",
)
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the key of the services."""
    services = project.root.key("services")
    if services is None or project.kind != COMPLETE or "name" in project.root or project.stack:
        return
    if "COMPOSE_PROJECT_NAME" not in read_dotenv(context.document.surroundings.read(".env") or "").names:
        yield Problem(services, "the project has no name and is called as its folder")
