"""A name has characters that are not allowed in it.

Why: the engine refuses to create a container with such a name, and Compose a project.
Instead: a container's name begins with a letter or a digit and goes on with letters, digits, ``_``, ``.`` and ``-``; a
project's has no capitals and no dots.
Flags: ``container_name``, ``ContainerName`` and the ``name`` of the project that break this, for Docker container names
of one character, and, as a warning, a ``hostname`` or ``HostName`` with labels that RFC 1123 does not allow.
Not flagged: names with variables or specifiers of systemd in them.
See: https://docs.docker.com/reference/compose-file/services/#container_name
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Flaw
from hullmark.model import RunOption
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule


_CONTAINER = pattern(r"[a-zA-Z0-9][a-zA-Z0-9_.-]*")
#: Podman is content with one character.
_SHORTEST = {"quadlet": 1}
_HOST = pattern(r"(?!.{254})(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.(?!$)|\.?$))+")


@rule(
    VALIDITY,
    ERROR,
    on=(RunOption, Flaw),
    when=("name", "hostname"),
    peers="dclint:service-container-name-regex compose-spec:container_name",
)
def check(fact: RunOption | Flaw, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if isinstance(fact, Flaw):
        yield Problem(fact, fact.reason)
        return
    name = fact.value
    if not name.known:
        return
    shortest = _SHORTEST.get(context.document.format, 2)
    if fact.name == "name" and (len(name) < shortest or not _CONTAINER.fullmatch(name)):
        many = "two or more of " if shortest > 1 else ""
        yield Problem(name, f"{name} is no name for a container: use {many}a-z, A-Z, 0-9, _, . and -")
    if fact.name == "hostname" and not _HOST.fullmatch(name):
        yield Problem(name, f"{name} is no host name by RFC 1123", severity=WARNING)
