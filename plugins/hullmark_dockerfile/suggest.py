"""What a misspelled word was meant to be, and how to quote a word in a message."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like a word, None where none is like it."""
    from difflib import get_close_matches

    known = sorted(choices)
    close = next((choice for choice in known if one_edit(word, choice)), None)
    found = get_close_matches(word[:64], known, 1, 0.7) if close is None else [close]
    return found[0] if found else None


def one_edit(word: str, other: str) -> bool:
    """Tell whether one character added, left out or replaced, or two neighbours swapped, make one word the other."""
    if len(word) > len(other):
        word, other = other, word
    at = next((index for index, character in enumerate(word) if character != other[index]), len(word))
    behind, rest = word[at:], other[at:]
    if len(word) < len(other):
        return behind == rest[1:]
    return behind[1:] == rest[1:] or behind[2:] == rest[2:] and behind[:2] == rest[1::-1]


def short(text: str, length: int = 40) -> str:
    """Return a text cut to what fits into a message."""
    return text if len(text) <= length else text[:length - 1] + "…"
