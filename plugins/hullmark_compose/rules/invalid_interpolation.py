"""A variable is written in a way that Compose does not know.

Why: Compose is no shell; it refuses the file for ``${NAME#prefix}`` and the like, and leaves ``$(command)`` as it is.
Instead: give a default or a message, ``${NAME:-default}``, ``${NAME:?message}``; write ``$$`` for a dollar that is
meant for a shell in the container.
Flags: ``${`` that is not closed, names nothing, or has another operator behind the name than ``-``, ``?`` and ``+``;
as a warning ``$(command)`` in an image, a name, a variable or an argument of the build, where no shell reads it.
Not flagged: ``$$``; a dollar before something that is no name; ``$(command)`` in what a shell runs; extensions.
See: https://docs.docker.com/reference/compose-file/interpolation/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import walk

from hullmark_compose.tree import Project

_DOLLAR = pattern(
    r"\$(?:\$|\{(?P<name>[A-Za-z_]\w*)(?P<good>:?[-?+]|\})|(?P<brace>\{)|(?P<command>\(\s*[\w/.]))", re.ASCII
)
_BRACES = pattern(r"\$\$|\$\{|\}")
#: Keys of a service whose values no shell reads.
_LITERAL = ("image", "container_name", "hostname", "user", "working_dir", "environment", "build")


@rule(VALIDITY, ERROR, on=Project, peers="composego:invalid-interpolation-format")
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the variable."""
    for key, section in project.root:
        for scalar in _scalars(section) if not key.value.startswith("x-") else ():
            yield from _variables(scalar)
    for service in project.services.values():
        for name in _LITERAL:
            for scalar in _scalars(service.node.get(name)):
                yield from _commands(scalar)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    for found in walk(node):
        if isinstance(found, Scalar) and "$" in found.source[found.start:found.end]:
            yield found


def _variables(scalar: Scalar) -> Iterator[Problem]:
    """Yield what Compose refuses."""
    source, at = scalar.source, scalar.start
    ends = _closings(source, scalar.start, scalar.end)
    while (found := _DOLLAR.search(source, at, scalar.end)) is not None:
        start, at = found.span()
        if not (found["name"] or found["brace"]) or found["good"] == "}":
            continue
        closing = ends.get(start, -1)
        written = source[start:closing + 1 if closing >= 0 else scalar.end].strip()
        if closing < 0:
            yield Problem(Span(start, start + 2), "${ is not closed")
        elif found["brace"]:
            yield Problem(Span(start, closing + 1), f"Compose does not know {written[:60]}")
            at = closing + 1


def _closings(source: str, start: int, end: int) -> dict[int, int]:
    """Return the places of the variables in braces, each with that of the brace that closes it."""
    found = {}
    opened = []
    for match in _BRACES.finditer(source, start, end):
        if match[0] == "${":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            found[opened.pop()] = match.start()
    return found


def _commands(scalar: Scalar) -> Iterator[Problem]:
    """Yield commands that nobody runs."""
    for found in _DOLLAR.finditer(scalar.source, scalar.start, scalar.end):
        if found["command"]:
            yield Problem(Span(*found.span()), "Compose runs no command: $( stays as it is", severity=WARNING)
