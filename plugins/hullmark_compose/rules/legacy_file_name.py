"""The file has the old name, or is not the one that Compose takes.

Why: of several files with a name that Compose looks for it takes one, warns, and leaves the rest unread.
Instead: call the file ``compose.yaml``, and keep one.
Flags: a file beside another one of a name that Compose prefers; in the profile all also one that is called
``docker-compose`` or ends in ``.yml``.
Not flagged: overrides, and files of another name, which are given by ``-f``.
See: https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.names import base_name
from hullmark_compose.tree import Project

#: The names that Compose looks for, in this order.
_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")


@rule(BUILD, INFO, on=Project, peers="composego:multiple-config-files")
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the first key."""
    name = base_name(project.document.path)
    if name not in _NAMES[1:] or not project.root:
        return
    first, _ = next(iter(project.root))
    for preferred in _NAMES[:_NAMES.index(name)]:
        if project.set.file(preferred, project) is not None:
            yield Problem(first, f"Compose takes {preferred} beside it and leaves {name} unread")
            return
    yield Problem(first, f"{name} is the old name of compose.yaml", profile=ALL)
