"""The patterns of a .dockerignore file.

Reference: github.com/moby/patternmatcher and its ignorefile package. Every pattern is anchored at the root of the
context, unlike in .gitignore, and hides what lies below a folder that it matches.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import lru_cache
from posixpath import normpath
from typing import NamedTuple

from hullmark.deferred import pattern
from hullmark.document import Surroundings

#: What is read of a file: characters, and patterns.
_MAX_FILE = 256 * 1024
_MAX_PATTERNS = 1000

_ANY = "**"
_SPECIAL = pattern(r"\\(.)|\[\^|\[!")


class Ignore(NamedTuple):
    """A .dockerignore file: its patterns by components, and whether it takes something back with ``!``."""

    patterns: tuple[tuple[str, ...], ...]
    exceptions: bool

    def hides(self, path: str) -> bool:
        """Tell whether a path, relative to the context, or a folder above it matches a pattern."""
        components = path.split("/")
        return any(_matches(pattern, components) for pattern in self.patterns)

    @property
    def hides_all(self) -> bool:
        """Tell whether a pattern leaves nothing of the context."""
        return not {("*",), (_ANY,), (_ANY, "*")}.isdisjoint(self.patterns)


def effective(surroundings: Surroundings, dockerfile: str, context: str = "") -> tuple[str, Ignore] | None:
    """Return the ignore file that holds for a build, with its name; None where there is none.

    ``dockerfile`` and ``context`` are paths from where the surroundings are: a file called as the Dockerfile counts
    before that of the context.
    """
    for name in (f"{dockerfile}.dockerignore", f"{context}/.dockerignore" if context else ".dockerignore"):
        text = surroundings.read(name)
        if text is not None:
            return name, read(text)
    return None


@lru_cache(maxsize=8)
def read(text: str) -> Ignore:
    """Read a .dockerignore file; never raises."""
    patterns: list[tuple[str, ...]] = []
    exceptions = False
    for line in text[:_MAX_FILE].splitlines():
        pattern = line.strip()
        if not pattern or line.startswith("#") or len(patterns) == _MAX_PATTERNS:
            continue
        if pattern.startswith("!"):
            exceptions = True
            continue
        components = _components(normpath(pattern).lstrip("/"))
        if components:
            patterns.append(components)
    return Ignore(tuple(patterns), exceptions)


def _components(pattern: str) -> tuple[str, ...]:
    """Split a pattern; two stars swallow what follows up to the next slash, as they do in Docker."""
    found: list[str] = []
    for component in pattern.split("/"):
        while component.startswith(_ANY):
            found.append(_ANY)
            component = component[2:]
        if component.endswith(_ANY):
            component = component[:-1]
        if _ANY in component:
            return ()
        if component:
            found.append(_SPECIAL.sub(_spelled, component))
    return tuple(found)


def _spelled(match: re.Match[str]) -> str:
    """Spell Docker's escapes and classes as fnmatch wants them."""
    if match[0].startswith("\\"):
        return f"[{match[1]}]" if match[1] in "*?[" else match[1]
    return "[!" if match[0] == "[^" else "[\\!"


def _matches(pattern: tuple[str, ...], components: list[str]) -> bool:
    """Tell whether a pattern matches the path or one of the folders above it."""
    last = len(pattern)
    states = _closure({0}, pattern)
    for component in components:
        following = set()
        for state in states:
            if pattern[state] == _ANY:
                following.add(state)
                if state == last - 1:
                    return True
            elif fnmatchcase(component, pattern[state]):
                following.add(state + 1)
        if last in following:
            return True
        states = _closure(following, pattern)
        if not states:
            return False
    return False


def _closure(states: set[int], pattern: tuple[str, ...]) -> set[int]:
    """Add the states that are reached where two stars stand for no folder; at the end they stand for something."""
    found = set(states)
    for state in sorted(states):
        while state < len(pattern) - 1 and pattern[state] == _ANY:
            state += 1
            found.add(state)
    return found
