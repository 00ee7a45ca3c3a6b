"""A parsed file, and the format that parsed it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any
from typing import NamedTuple

from hullmark.deferred import pattern
from hullmark.text import Comment
from hullmark.text import Edit
from hullmark.text import LineIndex
from hullmark.text import Span

_CHARACTER = pattern(r"[^\r\n]")

#: Tells whether some rule reads facts of this type; a format builds no others.
Wanted = Callable[[type], bool]


class TooLarge(Exception):
    """A document is beyond a bound; the message says what there is and what the bound is."""


class Surroundings:
    """What lies around a file, as far as rules may look; of a text that lies nowhere nothing is known.

    Names are relative to the folder of the file, and written with slashes.
    """

    def read(self, name: str) -> str | None:
        """Return the text of a file, None where there is none or nothing may be known of it."""
        return None

    def exists(self, name: str) -> bool | None:
        """Tell whether a file or folder is there, None where that may not be known."""
        return None

    def ignored(self, name: str) -> bool | None:
        """Tell whether ``.gitignore`` keeps a file out of the history, None where that may not be known."""
        return None


class Document:
    """A file as rules see it.

    ``path`` is as reported. ``text`` is decoded, without byte order mark, line ends as they are. ``tree`` is the
    format's own model. ``facts`` are what the rules read, shared ones and the format's own, in the order of the file.
    ``options`` are the format's settings. ``surroundings`` are the files around it, there once the facts are read.
    """

    __slots__ = ("path", "text", "format", "tree", "facts", "_comments", "options", "surroundings", "_lines")

    def __init__(
        self,
        path: str,
        text: str,
        format: str,
        tree: Any = None,
        facts: Iterable[object] = (),
        comments: tuple[Comment, ...] | Callable[[], tuple[Comment, ...]] = (),
        options: Any = None,
    ) -> None:
        self.path = path
        self.text = text
        self.format = format
        self.tree = tree
        self.facts = facts
        self._comments = comments
        self.options = options
        self.surroundings = Surroundings()
        self._lines: LineIndex | None = None

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments, in the order of the file; a format may have them made when somebody asks."""
        if not isinstance(self._comments, tuple):
            self._comments = self._comments()
        return self._comments

    @comments.setter
    def comments(self, comments: tuple[Comment, ...] | Callable[[], tuple[Comment, ...]]) -> None:
        self._comments = comments

    @property
    def span(self) -> Span:
        """The first line: what to underline when something is missing from the file as a whole."""
        return self.lines.span(0)

    @property
    def lines(self) -> LineIndex:
        """The lines of the text."""
        if self._lines is None:
            self._lines = LineIndex(self.text)
        return self._lines

    @property
    def newline(self) -> str:
        """The line end of the first line, for what a fix adds."""
        return "\r\n" if self.text[:self.text.find("\n") + 1].endswith("\r\n") else "\n"

    def close(self) -> None:
        """Forget the tree once the document is done with.

        A tree refers to itself. Taken apart it is freed at once; left to the garbage collector, which looks at all of
        it again and again, it takes a sixth of the time of a run and twice the memory. A format's tree that is worth
        it has a method ``close`` of its own.
        """
        close = getattr(self.tree, "close", None)
        self.facts = ()
        self.tree = None
        if close is not None:
            close()

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 0-based line and column, in code points, of an offset."""
        return self.lines.position(offset)


class Embedded(NamedTuple):
    """A fact that the engine itself reads: lines of a file that are a file of another format, from ``span`` on.

    They are parsed with all else blanked out, so that what is found has its place in the file around them.
    """

    span: Span
    format: str

    def within(self, text: str) -> str:
        """Return the file's text with nothing but these lines; all offsets are kept."""
        start, end = self.span
        before, behind = (_CHARACTER.sub(" ", part) for part in (text[:start], text[end:]))
        return before + text[start:end] + behind


#: ``parse(path, text, options, wanted)``: raises TooLarge for what is beyond a bound, and nothing else for any text.
Parse = Callable[[str, str, Any, Wanted], Document]


class Format(NamedTuple):
    """A kind of file.

    ``globs`` are matched against the file's name without regard to case; ``recognises(path, head)`` settles names
    that several formats share, given the first kilobytes. ``scope(document, comment, kind)`` is the range that a
    suppression comment governs: ``next`` for the line or element it belongs to, ``block`` for what encloses it (a
    stage, a service, an object). ``edit(document, fact, field, value)`` writes a field of a shared fact, or returns
    None where it cannot. ``options`` is a NamedTuple with defaults: the format's table in the configuration.
    ``imports`` maps the names of other tools' configuration files to functions that turn their text into a
    configuration of ours. ``gather(documents)`` joins the documents of one folder, before any of them is linted, when
    the run covers the folder; ``root(path)`` is that folder where it is not the file's own.
    """

    name: str
    globs: tuple[str, ...]
    parse: Parse
    scope: Callable[[Document, Comment, str], Span]
    recognises: Callable[[str, str], bool] | None = None
    edit: Callable[[Document, Any, str, str], tuple[Edit, ...] | None] | None = None
    options: Any = None
    imports: Mapping[str, Callable[[str], dict[str, Any]]] = {}
    gather: Callable[[Sequence[Document]], None] | None = None
    root: Callable[[str], str] | None = None
