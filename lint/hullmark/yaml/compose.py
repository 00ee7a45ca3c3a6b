"""YAML text to located nodes: an iterative composer over the events of ruamel.yaml's C parser.

Nothing is constructed or resolved. Nesting, the size that aliases unfold to and the number of documents are bounded;
what is beyond, and whatever cannot be read, is a ``Trouble`` at its place, and the documents behind it are still read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from sys import intern
from typing import Any
from typing import NamedTuple

from hullmark.deferred import pattern
from hullmark.text import Comment
from hullmark.text import Span
from hullmark.text import Text

from hullmark.yaml.node import Key
from hullmark.yaml.node import Mapping
from hullmark.yaml.node import Node
from hullmark.yaml.node import Scalar
from hullmark.yaml.node import Sequence
from hullmark.yaml.parse import Broken
from hullmark.yaml.parse import Parser

#: Nesting beyond this is refused.
MAX_DEPTH = 256
#: Nodes that the aliases of a document may unfold to.
MAX_NODES = 1_000_000

#: Characters that are read behind a document that cannot be, twice as many each time; so a text of nothing but such
#: documents is not gone through as a whole for each.
_ROOM = 10_000
#: Characters of a document that the pure parser, which is thirty times slower, reads where libyaml gives up.
MAX_PURE = 200_000
#: What libyaml says of texts that are YAML all the same: ``{image: nginx:1.27}``, which it read only from 0.2 on, and
#: JSON's pairs of surrogates.
_GAPS = frozenset(("found unexpected ':'", "found invalid Unicode character escape code"))

_SEPARATOR = pattern(r"^---(?=[ \t\r\n]|$)", re.MULTILINE)
_ACTION = pattern(r"\{\{|\{%|<%")
#: What a script fills in where it makes the line no YAML: ``{NET}.16``, ``@NODE@``, and ``${X}`` in braces.
_FILLED_IN = pattern(r"\{\w+\}(?=[^\s,\]}#])|(?<!\w)@\w+@|\$\{")
_COMMENT = pattern(r"(?:^|(?<=[\s]))#[^\n]*", re.MULTILINE)


class Trouble(NamedTuple):
    """Something that cannot be read, or not as it stands: ``kind`` is syntax, alias, depth, size, duplicate or merge.

    The last is a second merge key, which some readers accept. ``first`` is the place of a key that ``span`` repeats.
    """

    span: Span
    kind: str
    message: str
    first: Span | None = None


class Stream:
    """The documents of one text: their root nodes, and what is wrong with the rest.

    ``templates`` is the number of templates among the files of its set, 0 where another one of them tells it.
    """

    __slots__ = ("text", "roots", "troubles", "templates", "_opaque", "_comments")

    def __init__(self, text: str) -> None:
        self.text = text
        self.roots: list[Node] = []
        self.troubles: list[Trouble] = []
        self.templates = 1
        self._opaque: list[tuple[int, int]] = []
        self._comments: tuple[Comment, ...] | None = None

    @property
    def template(self) -> Span | None:
        """What is filled in later in a text that is no YAML, perhaps because of it; None where nothing is.

        That is the first action of a template engine, else a placeholder on a line that cannot be read.
        """
        broken = [trouble.span for trouble in self.troubles if trouble.kind == "syntax"]
        found = _ACTION.search(self.text) if broken else None
        for start, end in broken:
            found = found or _FILLED_IN.search(self.text, self.text.rfind("\n", 0, start) + 1, end)
        return Span(*found.span()) if found else None

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments, in the order of the text."""
        if self._comments is None:
            self._comments = tuple(self._find_comments()) if "#" in self.text else ()
        return self._comments

    def _find_comments(self) -> list[Comment]:
        starts = [start for start, _ in self._opaque]
        found = []
        at = 0
        while (match := _COMMENT.search(self.text, at)) is not None:
            start = match.start()
            scalar = bisect_right(starts, start) - 1
            if scalar >= 0 and start < self._opaque[scalar][1]:
                at = self._opaque[scalar][1]
                continue
            at = match.end()
            whole = Text(match[0].rstrip(), Span(start, start + len(match[0].rstrip())))
            found.append(Comment(whole.part(1).strip_part(), whole.span))
        return found


def compose(text: str) -> Stream:
    """Return the documents of a text. Never raises for any text."""
    stream = Stream(text)
    base, end, room = 0, len(text), len(text)
    while base < end:
        behind = _Composer(stream, base, end).run()
        if behind < 0:
            base, room = end, 2 * room
        else:
            base, room = _separator(text, behind), _ROOM
        end = _separator(text, base + room)
    return stream


def _separator(text: str, at: int) -> int:
    """Return the offset of the next line between two documents, the end of the text where there is none."""
    following = _SEPARATOR.search(text, at)
    return following.start() if following is not None else len(text)


class _Composer:
    """Builds the nodes of the text from one offset to another."""

    def __init__(self, stream: Stream, base: int, end: int) -> None:
        self.stream = stream
        self.base = base
        self.end = end
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.merged = 0
        self.document = base

    def run(self, pure: bool = False) -> int:
        """Read all documents; return -1 at the end, or an offset behind which to look for the next document."""
        stream, base = self.stream, self.base
        try:
            parser = Parser(stream.text[base:self.end], pure)
        except Broken as broken:
            return self.syntax(broken)
        try:
            while True:
                event = parser.next()
                kind = event.__class__.__name__
                if kind == "StreamEndEvent":
                    return -1
                if kind == "DocumentStartEvent":
                    self.anchors = {}
                    self.document = base + event.start_mark.index
                    root = self.node(parser, parser.next())
                    if root is not None:
                        stream.roots.append(root)
        except _Refused as error:
            stream.troubles.append(error.trouble)
            return error.trouble.span.end
        except parser.errors as error:
            wrong = parser.broken(error)
            again = -1 if pure else self.again(wrong)
            return again if again >= 0 else self.syntax(wrong)

    def again(self, broken: Broken) -> int:
        """Read a document anew with the pure parser if the C parser refuses it for a gap of its own.

        Return the document's end, or -1 where it is broken for both.
        """
        stream = self.stream
        end = _separator(stream.text, max(self.base + broken.offset, self.document + 3))
        if broken.problem not in _GAPS or end - self.document > MAX_PURE:
            return -1
        roots, troubles = len(stream.roots), len(stream.troubles)
        if _Composer(stream, self.document, end).run(pure=True) < 0:
            return end
        del stream.roots[roots:], stream.troubles[troubles:]
        return -1

    def syntax(self, broken: Broken) -> int:
        """Note what the parser refuses and return its place."""
        text = self.stream.text
        at = min(max(broken.offset + self.base, self.base), len(text))
        self.stream.troubles.append(Trouble(_line_rest(text, at), "syntax", broken.problem))
        return at

    def node(self, parser: Parser, event: Any) -> Node | None:
        """Build the node that begins with an event, iteratively."""
        text, base, anchors, next_event = self.stream.text, self.base, self.anchors, parser.next
        opaque = self.stream._opaque
        stack: list[tuple[Any, Key | None, str, int, str | None]] = []
        holder: Any = None
        key: Key | None = None
        name = ""
        count = 0
        while True:
            kind = event.__class__.__name__
            size = 1
            node: Any
            if kind == "ScalarEvent":
                start, end = base + event.start_mark.index, base + event.end_mark.index
                value, style, anchor = event.value, event.style or "", event.anchor
                tag = event.tag or "" if event.ctag is not None else ""
                if anchor or tag:
                    start = _behind_properties(text, start, end)
                elif not value and not style:
                    start = end = _empty_at(text, start, key, name)
                elif key is None and not style and end - start == len(value) and holder.__class__ is Mapping:
                    key, name = start, intern(value)
                    if name in holder.items:
                        self.duplicate(holder, name, start, end)
                    count += 1
                    event = next_event()
                    continue
                node = Scalar(text, start, end, value, style, tag)
                if style and "#" in value:
                    opaque.append((start, end))
                if anchor:
                    anchors[anchor] = node, 1
            elif kind == "MappingStartEvent" or kind == "SequenceStartEvent":
                if len(stack) >= MAX_DEPTH:
                    at = base + event.start_mark.index
                    raise _Refused(Span(at, at + 1), "depth", f"more than {MAX_DEPTH} levels of nesting")
                start = base + event.start_mark.index
                if event.anchor or event.tag:
                    start = _behind_properties(text, start, len(text))
                made: Mapping | Sequence
                if kind == "MappingStartEvent":
                    made = Mapping(text, start, bool(event.flow_style), event.tag or "")
                else:
                    made = Sequence(start, bool(event.flow_style), event.tag or "")
                stack.append((holder, key, name, count, event.anchor))
                holder, key, count = made, None, 1
                if event.anchor:
                    anchors[event.anchor] = made, 0
                event = next_event()
                continue
            elif kind == "MappingEndEvent" or kind == "SequenceEndEvent":
                node = holder
                size = count
                if node.flow:
                    node.end = base + event.end_mark.index
                if kind == "MappingEndEvent" and "<<" in node.items:
                    size += self.merge(node)
                holder, key, name, count, anchor = stack.pop()
                if anchor:
                    anchors[anchor] = node, size
            elif kind == "AliasEvent":
                start, end = base + event.start_mark.index, base + event.end_mark.index
                node, size = self.resolve(event.anchor, Span(start, end))
                count += size
                if count > MAX_NODES:
                    raise _Refused(Span(start, end), "size", f"the aliases unfold to more than {MAX_NODES} values")
                size = 0
            else:
                return None
            count += size
            if holder is None:
                return node if isinstance(node, (Scalar, Mapping, Sequence)) else None
            if holder.__class__ is Sequence:
                holder.items.append(node)
                if kind == "AliasEvent":
                    holder.end = end
                elif holder.end < node.end:
                    holder.end = node.end
            elif key is None:
                key = node if node.__class__ is Scalar else Scalar(text, node.start, node.end, "", "?", "")
                name = key.value = intern(key.value)  # the same few keys stand in every object
                if name in holder.items and key.style != "?":
                    self.duplicate(holder, name, *key.span)
            else:
                holder.items[name] = key, node
                if kind == "AliasEvent":
                    holder.end = end
                elif holder.end < node.end:
                    holder.end = node.end
                key = None
            event = next_event()

    def duplicate(self, holder: Mapping, name: str, start: int, end: int) -> None:
        """Remember a key that stands in a mapping twice."""
        kind = "merge" if name == "<<" else "duplicate"
        first = holder.key(name)
        message = f"the key {name} stands here twice"
        self.stream.troubles.append(Trouble(Span(start, end), kind, message, first.span if first else None))

    def merge(self, mapping: Mapping) -> int:
        """Bring in what the merge key names and return the number of entries.

        The mapping's own entries win, and earlier sources over later ones.
        """
        value = mapping.items["<<"][1]
        named: list[Node] = value.items if isinstance(value, Sequence) else [value]
        sources = [source for source in named if isinstance(source, Mapping) and source is not mapping]
        if not sources:
            return 0
        del mapping.items["<<"]
        merged = set()
        for source in sources:
            for name, entry in source.items.items():
                if name not in mapping.items:
                    mapping.items[name] = entry
                    merged.add(name)
        mapping.merged = frozenset(merged)
        self.merged += len(merged)
        if self.merged > MAX_NODES:
            message = f"the merge keys bring in more than {MAX_NODES} values"
            raise _Refused(Span(mapping.start, mapping.start + 1), "size", message)
        return len(merged)

    def resolve(self, anchor: str, span: Span) -> tuple[Node, int]:
        """Return the node of an anchor and its size; a null where it is undefined or still open."""
        node, size = self.anchors.get(anchor, (None, 0))
        if node is None or not size:
            what = "refers to the value that it is in" if node is not None else "has no anchor before it"
            self.stream.troubles.append(Trouble(span, "alias", f"the alias {anchor} {what}"))
            return Scalar(self.stream.text, span.start, span.end, "", "", ""), 1
        return node, size


class _Refused(Exception):
    """A document is beyond a bound."""

    def __init__(self, span: Span, kind: str, message: str) -> None:
        super().__init__(message)
        self.trouble = Trouble(span, kind, message)


_PROPERTIES = pattern(r"(?:[&!][^\s,\[\]{}]*(?:\s+(?:#[^\n]*)?|(?=[,\[\]{}]|$)))+")


def _behind_properties(text: str, start: int, end: int) -> int:
    """Return where the value begins behind its anchor and tag."""
    match = _PROPERTIES.match(text, start)
    return min(match.end(), end) if match else start


def _empty_at(text: str, start: int, key: Key | None, name: str) -> int:
    """Return where a value that is not written stands: behind the colon of its key, or behind the last dash.

    The parsers only say where the next thing begins.
    """
    if key is None:
        return text.rfind("-", 0, start) + 1
    end = key + len(name) if isinstance(key, int) else key.end
    return end + 1 if text.startswith(":", end) else start


def _line_rest(text: str, at: int) -> Span:
    """Return what stands on the line from an offset on, or the line's last word where nothing does."""
    newline = text.find("\n", at)
    stop = newline if newline >= 0 else len(text)
    stop = at + len(text[at:stop].rstrip())
    if stop > at:
        lead = len(text[at:stop]) - len(text[at:stop].lstrip())
        return Span(at + lead, stop)
    before = len(text[:at].rstrip())
    start = max(text.rfind("\n", 0, before) + 1, 0)
    start += len(text[start:before]) - len(text[start:before].lstrip())
    return Span(start, before) if before > start else Span(0, min(1, len(text)))
