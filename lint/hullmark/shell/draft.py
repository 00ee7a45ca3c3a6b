"""The simple command that is being read."""

from __future__ import annotations

from functools import partial

from hullmark.deferred import pattern
from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import Redirect
from hullmark.model import Script
from hullmark.shell.quotes import dequote
from hullmark.shell.words import Substitute
from hullmark.shell.words import Words
from hullmark.text import Text

_ASSIGNMENT = pattern(r"([A-Za-z_][A-Za-z0-9_]*)(?:\[[^\]]*\])?\+?=")
_DESCRIPTOR = pattern(r"[0-9]+|\{\w+\}")
_WORD = pattern(r"[^ \t]+")
_BLANKS = pattern(r"(?:[ \t\r]|\\\r?\n)*")


class Draft:
    """What has been read of a command, as indices into the text.

    A word is (start, end); the end is negative when nothing in the word needs unquoting, and behind the first word
    there may be several such words in one, with blanks around them. ``documents`` are the redirects that open a
    here-document. ``first`` is -1 while nothing has been read.
    """

    __slots__ = ("words", "assignments", "redirects", "documents", "first", "last", "before", "negated")

    def __init__(self, before: str) -> None:
        self.words: list[tuple[int, int]] = []
        self.assignments: list[Assignment] = []
        self.redirects: list[Redirect] = []
        self.documents: list[int] = []
        self.first = -1
        self.last = -1
        self.before = before
        self.negated = False

    def extend(self, start: int, stop: int) -> None:
        """Widen the command."""
        if self.first < 0:
            self.first = start
        self.last = stop

    def add(self, start: int, stop: int, plain: bool = False) -> None:
        """Take a word; nothing in a plain one needs unquoting."""
        self.words.append((start, -stop if plain else stop))
        self.extend(start, stop)

    def assign(self, reader: Words, start: int, stop: int) -> bool:
        """Take a word as an assignment if it is one."""
        assignment = _ASSIGNMENT.match(reader.raw, start, stop)
        if assignment is None:
            return False
        name = reader.text.part(start, assignment.end(1))
        if assignment.end() > assignment.end(1) + 1:
            reader.extensions.append((assignment.end(1), assignment.end()))
        self.assignments.append(Assignment(name, dequote(reader, assignment.end(), stop)))
        self.extend(start, stop)
        return True

    def redirect(self, reader: Words, start: int, stop: int, end: int, substitute: Substitute) -> tuple[int, int]:
        """Take the redirection whose operator stands from ``start`` to ``stop``; return the range of its target."""
        raw = reader.raw
        number = _DESCRIPTOR.match(raw, start, stop)
        descriptor = number[0] if number else ""
        operator = raw[start + len(descriptor):stop]
        blanks = _BLANKS.match(raw, stop, end)
        begin = blanks.end() if blanks else stop
        behind = reader.end(begin, end, substitute)
        target = dequote(reader, begin, behind)
        if operator in ("<<", "<<-"):
            self.documents.append(len(self.redirects))
        self.redirects.append(Redirect(operator, descriptor, target, None, behind - begin == len(target)))
        self.extend(start, max(behind, stop))
        return begin, behind

    def command(
        self, script: Script, reader: Words, blocks: tuple[str, ...], wrappers: tuple[str, ...], after: str,
        latest: Command | None,
    ) -> Command:
        """Return the command; ``latest`` is the one before it."""
        start, words = self.first, self.words
        return Command(
            _unquoted(reader, *words[0]) if words else reader.text.part(start, start),
            partial(_arguments, reader, words) if len(words) > 1 else (),
            reader.text.part(start, self.last),
            script,
            assignments=tuple(self.assignments),
            redirects=self.redirects,
            before=self.before,
            after=after,
            blocks=blocks,
            wrappers=wrappers,
            negated=self.negated,
            piped_from=latest if self.before == "|" else None,
        )


def _unquoted(reader: Words, start: int, stop: int) -> Text:
    """Return a word of a draft."""
    return dequote(reader, start, stop) if stop > 0 else reader.text.part(start, -stop)


def _arguments(reader: Words, words: list[tuple[int, int]]) -> tuple[Text, ...]:
    """Return the words of a draft behind the first; nothing else of the draft is kept for it."""
    found: list[Text] = []
    raw, part = reader.raw, reader.text.part
    for start, stop in words[1:]:
        if stop > 0:
            found.append(dequote(reader, start, stop))
        else:
            found += [part(word.start(), word.end()) for word in _WORD.finditer(raw, start, -stop)]
    return tuple(found)
