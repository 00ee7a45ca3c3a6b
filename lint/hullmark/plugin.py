"""Everything a pack may use besides ``hullmark.model``, ``shell``, ``yaml``, ``dotenv``, ``dockerignore`` and the like.

A pack is a module that implements some of the hooks of ``hullmark.hookspec`` and is named by an entry point of the
group ``hullmark``. Nothing else of the host is public. Keep the hooks in a module of their own, so that pluggy is
imported only when the registry is built and not with every rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from hullmark.data import read_data
from hullmark.deferred import once
from hullmark.deferred import pattern
from hullmark.document import Document
from hullmark.document import Embedded
from hullmark.document import Format
from hullmark.document import Surroundings
from hullmark.document import TooLarge
from hullmark.document import Wanted
from hullmark.finding import ALL
from hullmark.finding import BUILD
from hullmark.finding import CREDENTIALS
from hullmark.finding import DAEMONS
from hullmark.finding import DEFAULT
from hullmark.finding import ENCRYPTION
from hullmark.finding import ERROR
from hullmark.finding import EXPOSURE
from hullmark.finding import INFO
from hullmark.finding import PINNING
from hullmark.finding import PRIVILEGES
from hullmark.finding import RESILIENCE
from hullmark.finding import STRICT
from hullmark.finding import STYLE
from hullmark.finding import SUPPLY_CHAIN
from hullmark.finding import USERS
from hullmark.finding import VALIDITY
from hullmark.finding import WARNING
from hullmark.finding import Finding
from hullmark.finding import Fix
from hullmark.ids import hint
from hullmark.rule import Context
from hullmark.rule import Problem
from hullmark.rule import Rule
from hullmark.rule import documented
from hullmark.rule import rule
from hullmark.rule import rules_in
from hullmark.suppress import Suppression
from hullmark.suppress import split_ids
from hullmark.text import Comment
from hullmark.text import Edit
from hullmark.text import LineIndex
from hullmark.text import Span
from hullmark.text import Text
from hullmark.text import bare
from hullmark.text import holds
from hullmark.text import join

if TYPE_CHECKING:
    from hullmark.hookspec import hookimpl

__all__ = [
    "ALL", "BUILD", "CREDENTIALS", "Comment", "Context", "DAEMONS", "DEFAULT", "Document", "ENCRYPTION", "ERROR",
    "EXPOSURE", "Edit", "Embedded", "Finding", "Fix", "Format", "INFO", "LineIndex", "PINNING", "PRIVILEGES",
    "Problem", "RESILIENCE", "Rule", "STRICT", "STYLE", "SUPPLY_CHAIN", "Span", "Suppression",
    "Surroundings", "Text", "TooLarge", "USERS", "VALIDITY", "WARNING", "Wanted", "bare", "documented", "hint", "holds",
    "hookimpl", "join", "once", "pattern", "read_data", "rule", "rules_in", "split_ids",
]


def __getattr__(name: str) -> Any:
    """Import ``hookimpl``, and pluggy with it, when a pack asks for it."""
    if name == "hookimpl":
        from hullmark.hookspec import hookimpl

        return hookimpl
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
