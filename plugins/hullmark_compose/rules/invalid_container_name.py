"""A name has characters that are not allowed in it.

Why: Docker refuses to create a container with such a name, and Compose a project.
Instead: a container's name begins with a letter or a digit and goes on with letters, digits, ``_``, ``.`` and ``-``; a
project's has no capitals and no dots.
Flags: ``container_name`` and the ``name`` of the project that break this, container names of one character, and, as a
warning, a ``hostname`` with labels that RFC 1123 does not allow.
Not flagged: names with variables in them.
See: https://docs.docker.com/reference/compose-file/services/#container_name
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_compose.service import Service
from hullmark_compose.tree import Project

_CONTAINER = pattern(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")
_PROJECT = pattern(r"[a-z0-9][a-z0-9_-]*")
_HOST = pattern(r"(?!.{254})(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.(?!$)|\.?$))+")


@rule(
    VALIDITY, ERROR, on=(Service, Project), peers="dclint:service-container-name-regex compose-spec:container_name"
)
def check(fact: Service | Project, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if isinstance(fact, Project):
        name = fact.root.text("name")
        if not fact.first_version and _breaks(name, _PROJECT):
            yield Problem(name, f"{name} is no name for a project: use a-z, 0-9, _ and -")
        return
    name = fact.node.text("container_name")
    if _breaks(name, _CONTAINER):
        yield Problem(name, f"{name} is no name for a container: use two or more of a-z, A-Z, 0-9, _, . and -")
    host = fact.node.text("hostname")
    if _breaks(host, _HOST):
        yield Problem(host, f"{host} is no host name by RFC 1123", severity=WARNING)


def _breaks(name: Text | None, pattern: re.Pattern[str]) -> bool:
    return name is not None and name.known and pattern.fullmatch(name) is None
