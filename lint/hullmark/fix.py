"""Applying fixes to text."""

from __future__ import annotations

from collections.abc import Iterable

from hullmark.finding import Fix
from hullmark.text import Edit


def chosen(fixes: Iterable[Fix], unsafe: bool = False) -> list[Edit]:
    """Return the edits of the fixes that do not overlap; of two that do, the one that begins first is kept whole.

    Fixes that are not safe are left out unless ``unsafe``.
    """
    taken: list[Edit] = []
    for fix in sorted((fix for fix in fixes if fix.safe or unsafe), key=lambda fix: fix.edits):
        new = [edit for edit in fix.edits if edit not in taken]
        if all(not _overlap(edit, other) for edit in new for other in taken):
            taken += new
    return sorted(taken)


def _overlap(one: Edit, other: Edit) -> bool:
    if one.span == other.span:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits made; they must not overlap."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits):
        pieces += (text[at:edit.span.start], edit.text)
        at = edit.span.end
    return "".join((*pieces, text[at:]))
