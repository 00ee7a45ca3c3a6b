"""What COPY and ADD copy, and where to."""

from __future__ import annotations

import re

from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_dockerfile.tree import Instruction

#: What BuildKit fetches instead of reading it from the context; schemes and the short form of Git over SSH.
_REMOTE = pattern(
    r"(?:https?|ftp|git|ssh)://|git@[\w.-]+:|[\w-]+\.[a-z]{2,}/\S+\.git(?:[#?]|$)", re.ASCII | re.IGNORECASE
)
_DRIVE = pattern(r"[A-Za-z]:")
_WILDCARD = pattern(r"[*?\[]")


def sources(instruction: Instruction) -> tuple[Text, ...]:
    """Return the sources with variables replaced, here-documents left out."""
    words = {heredoc.word for heredoc in instruction.heredocs}
    return tuple(source for source in instruction.expanded[:-1] if source not in words)


def local_sources(instruction: Instruction) -> tuple[Text, ...]:
    """Return the sources that lie in the build context; for ADD and COPY without ``--from``."""
    if instruction.flag("from") is not None:
        return ()
    return tuple(source for source in sources(instruction) if not is_remote(source))


def is_remote(source: str) -> bool:
    """Tell whether a source is fetched: a URL, or the address of a Git repository."""
    return _REMOTE.match(source) is not None


def has_wildcard(source: str) -> bool:
    """Tell whether a source may stand for several files."""
    return _WILDCARD.search(source) is not None


def is_absolute(path: str) -> bool:
    """Tell whether a path begins at a root, on Windows too; ``C:app`` does not."""
    return path[:1] in ("/", "\\") or _DRIVE.match(path) is not None and path[2:3] in ("", "/", "\\")
