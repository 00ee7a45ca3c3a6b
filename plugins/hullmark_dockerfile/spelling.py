"""Names that are nearly spelled like another."""

from __future__ import annotations

from collections.abc import Collection

#: Where there are more names than these, none is looked for.
_MAX_CANDIDATES = 300
_MIN_LENGTH, _MAX_LENGTH = 3, 64
_DIGITS = str.maketrans("", "", "0123456789")


def nearest(name: str, candidates: Collection[str]) -> str | None:
    """Return the candidate that a name is most likely a slip for, if there is one.

    A short name may differ by one letter, a longer one by two; a name that differs in its digits alone is another.
    """
    if not _MIN_LENGTH <= len(name) <= _MAX_LENGTH or len(candidates) > _MAX_CANDIDATES:
        return None
    limit = 1 if len(name) < 6 else 2
    letters = name.translate(_DIGITS)
    best = limit + 1, ""
    for candidate in candidates:
        if abs(len(candidate) - len(name)) <= limit and candidate.translate(_DIGITS) != letters:
            best = min(best, (_distance(name.lower(), candidate.lower(), limit), candidate))
    return best[1] if best[0] <= limit else None


def _distance(one: str, other: str, limit: int) -> int:
    """Return the number of letters inserted, deleted, replaced or swapped, or more than the limit."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, 1):
        following = [index]
        for column, counterpart in enumerate(other, 1):
            cost = min(row[column] + 1, following[-1] + 1, row[column - 1] + (letter != counterpart))
            if index > 1 and column > 1 and letter == other[column - 2] and one[index - 2] == counterpart:
                cost = min(cost, before[column - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return limit + 1
        before, row = row, following
    return row[-1]
