"""What the formats of this pack have in common: settings as located nodes, and what their grammars refuse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Comment
from hullmark.plugin import Document
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Stream
from hullmark.yaml import governed


class Fault(NamedTuple):
    """Something that the grammar of a file refuses."""

    span: Span
    message: str


class Unread(NamedTuple):
    """A file whose ``language`` is read by a ``package`` that is not installed; ``extra`` is ours that brings it."""

    span: Span
    language: str
    package: str
    extra: str


class Settings(NamedTuple):
    """The settings of one file. ``span`` is what to underline for what is missing as a whole."""

    span: Span
    format: str
    root: Mapping

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against: the format."""
        return self.format

    def at(self, *path: str) -> Scalar | Span:
        """Return where to underline what is missing at a path: its deepest key that is there, else the grip."""
        return self.root.grip(*path) or self.span


class Parsed(NamedTuple):
    """A file as its parser leaves it; ``faults`` are in the order of the file."""

    stream: Stream
    faults: tuple[Fault, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def root(self) -> Mapping:
        """The mapping that the file is, an empty one where it is something else."""
        first = self.stream.roots[0] if self.stream.roots else None
        return first if isinstance(first, Mapping) else EMPTY


def settings_of(document: Document, parsed: Parsed) -> Settings:
    """Return the settings of a document."""
    return Settings(document.span, document.format, parsed.root)


def read(parsed: Parsed) -> Iterator[object]:
    """Yield what every format says first: what could not be read, and the nodes."""
    yield from parsed.faults
    yield parsed.stream


def base_name(path: str) -> str:
    """Return the name of a file without its folder, in lower case."""
    return path.replace("\\", "/").rpartition("/")[2].lower()


def scope(document: Document, comment: Comment, kind: str) -> Span:
    """Return what a comment governs: its line or what stands below it; as ``block`` the whole file."""
    if kind == "block":
        return Span(0, len(document.text) + 1)
    return governed(document.lines, comment.span)


#: How a registry is reached: without TLS, with TLS but whatever its certificate, or in either way.
PLAIN, UNVERIFIED, EITHER = "plain", "unverified", "either"


class RegistryAccess(NamedTuple):
    """A registry that is not reached as it should be; ``how`` is one of the words above."""

    span: Span
    host: Text
    how: str
