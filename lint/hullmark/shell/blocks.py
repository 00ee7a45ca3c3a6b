"""The compound commands of a shell script: which of them are open, and which reserved words may stand where.

Grammar: POSIX.1-2017, Shell Command Language 2.10.2.
"""

from __future__ import annotations

#: Words that open a construct in which commands follow at once.
OPENING = frozenset(("if", "while", "until", "{"))

#: Words that begin the next part of a construct, and the parts that they may follow.
MIDDLE = {"then": ("if", "elif"), "elif": ("then",), "else": ("then",), "do": ("while", "until", "for")}

#: Words that close a construct, and the parts that they may follow.
CLOSING = {"fi": ("then", "else"), "done": ("do",), "}": ("{", "function"), "esac": ("case",)}

#: All reserved words, as far as they matter at the beginning of a command.
RESERVED = frozenset((*OPENING, *MIDDLE, *CLOSING, "!", "for", "select", "case", "function", "[[", "coproc", "time"))


class Blocks:
    """The open constructs, outermost first, by the part that they are in.

    Those up to ``floor`` belong to the text around this one. ``empty`` tells that the innermost part has no command
    yet, ``ended`` that the command at hand is a construct that has been closed.
    """

    __slots__ = ("names", "floor", "places", "empty", "ended")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = list(names)
        self.floor = len(names)
        self.places: list[tuple[int, int]] = []
        self.empty = False
        self.ended = False

    @property
    def inner(self) -> str:
        """The innermost part, "" where nothing is open."""
        return self.names[-1] if self.places else ""

    def open(self, name: str, start: int, stop: int) -> None:
        """Open a construct by the word from ``start`` to ``stop``."""
        self.names.append(name)
        self.places.append((start, stop))
        self.empty = True

    def advance(self, word: str) -> bool:
        """Begin the next part of the innermost construct; return whether the grammar lets it."""
        fits = self.inner in MIDDLE[word]
        complete = not self.empty or self.inner == "for"
        if fits:
            self.names[-1] = word
        self.empty = True
        self.ended = False
        return fits and complete

    def close(self, *parts: str) -> bool:
        """Close the innermost construct if it is in one of these parts; return whether the grammar lets it."""
        fits = self.inner in parts
        complete = not self.empty or self.inner == "case"
        if fits:
            self.names.pop()
            self.places.pop()
        self.empty = False
        self.ended = True
        return fits and complete
