"""Located YAML nodes.

Offsets are 0-based code points of the decoded file. A node that an alias stands for is the anchored node itself, so
that its span is where the value is written. Every accessor of a mapping gives something empty, or None, where the
file has nothing or something else: rules need no guards against odd manifests.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Union

from hullmark.text import SUBSTITUTED
from hullmark.text import Span
from hullmark.text import Text

from hullmark.yaml.scalars import BOOLEANS
from hullmark.yaml.scalars import NULLS
from hullmark.yaml.scalars import PLACEHOLDER
from hullmark.yaml.scalars import runs_of

#: What a node is: one of three classes.
Node = Union["Scalar", "Mapping", "Sequence"]
#: A key as a mapping holds it: the offset of a plain one, as nearly all are, else its scalar.
Key = Union["Scalar", int]


class Scalar:
    """A scalar: ``value`` as the parser reads it; ``style`` is "", ``'``, ``"``, ``|`` or ``>``, ``tag`` "" for none.

    Start and end enclose quotes and the indicator of a block scalar, but no anchor and no tag.
    """

    __slots__ = ("source", "start", "end", "value", "style", "tag")

    def __init__(self, source: str, start: int, end: int, value: str, style: str, tag: str) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.value = value
        self.style = style
        self.tag = tag

    @property
    def span(self) -> Span:
        """The scalar as written, quotes included, without the line end of a block scalar."""
        end = self.end
        if self.style in ("|", ">"):
            end = self.start + len(self.source[self.start:end].rstrip())
        return Span(self.start, end)

    @property
    def text(self) -> Text:
        """The value with the place of each character; not known where a placeholder of a template stands in it."""
        value = self.value
        runs = None if self.end - self.start == len(value) and not self.style else runs_of(self)
        return Text(value, self.span, runs, self.known, runs != SUBSTITUTED)

    @property
    def known(self) -> bool:
        """Tell whether no placeholder of a template stands in the value."""
        value = self.value
        return not (("$" in value or "{" in value) and PLACEHOLDER.search(value))

    @property
    def literal(self) -> Text:
        """The value as ``text``, known also where it holds what looks like a placeholder: a script."""
        text = self.text
        text.known = True
        return text

    @property
    def null(self) -> bool:
        """Tell whether it is written as nothing: empty, ``~`` or ``null``."""
        return not self.style and self.value in NULLS and self.tag != "!!str"

    @property
    def boolean(self) -> bool | None:
        """What Kubernetes and Compose read as a boolean (YAML 1.1: also yes, no, on, off), None for anything else."""
        return None if self.style else BOOLEANS.get(self.value)

    @property
    def number(self) -> int | None:
        """The whole number that it is, without a sign and not in quotes; None for anything else."""
        return int(self.value) if not self.style and self.value.isdecimal() and len(self.value) < 12 else None


class Sequence:
    """A sequence of nodes; ``flow`` for one in brackets."""

    __slots__ = ("start", "end", "items", "flow", "tag")

    def __init__(self, start: int, flow: bool, tag: str) -> None:
        self.start = start
        self.end = start
        self.items: list[Node] = []
        self.flow = flow
        self.tag = tag

    @property
    def span(self) -> Span:
        """From the first item to the end of the last, brackets included."""
        return Span(self.start, self.end)

    @property
    def texts(self) -> list[Text]:
        """The items that are scalars."""
        return [item.text for item in self.items if isinstance(item, Scalar)]

    @property
    def mappings(self) -> list[Mapping]:
        """The items that are mappings."""
        return [item for item in self.items if isinstance(item, Mapping)]


class Mapping:
    """A mapping: ``items`` by the text of the key, each with the key and the value; iterate for the keys' scalars.

    Entries that a merge key (``<<``) brings in stand behind the mapping's own, which win; ``merged`` are their keys.
    """

    __slots__ = ("source", "start", "end", "items", "flow", "tag", "merged")

    def __init__(self, source: str, start: int, flow: bool, tag: str) -> None:
        self.source = source
        self.start = start
        self.end = start
        self.items: dict[str, tuple[Key, Node]] = {}
        self.flow = flow
        self.tag = tag
        self.merged: frozenset[str] = frozenset()

    @property
    def span(self) -> Span:
        """From the first key to the end of the last value, braces included."""
        return Span(self.start, self.end)

    def __contains__(self, key: str) -> bool:
        return key in self.items

    def __bool__(self) -> bool:
        return bool(self.items)

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        """Yield key and value of each entry."""
        for name, (key, value) in self.items.items():
            yield key if isinstance(key, Scalar) else Scalar(self.source, key, key + len(name), name, "", ""), value

    @property
    def fields(self) -> Iterator[tuple[str, Node]]:
        """The text of each key with the value, for those who ask for no key's place."""
        return ((name, value) for name, (_, value) in self.items.items())

    def get(self, key: str) -> Node | None:
        """Return the value of a key, also an explicit null; None where the key is missing."""
        entry = self.items.get(key)
        return entry[1] if entry is not None else None

    def key(self, key: str) -> Scalar | None:
        """Return the scalar of a key, None where it is missing."""
        if key not in self.items:
            return None
        at = self.items[key][0]
        return at if isinstance(at, Scalar) else Scalar(self.source, at, at + len(key), key, "", "")

    def find(self, *path: str) -> Node | None:
        """Return the node at the end of a path of keys; None where a step is missing or no mapping."""
        node: Node | None = self
        for key in path:
            entry = node.items.get(key) if isinstance(node, Mapping) else None
            if entry is None:
                return None
            node = entry[1]
        return node

    def has(self, key: str) -> bool:
        """Tell whether the key has a value other than null."""
        entry = self.items.get(key)
        return entry is not None and not (isinstance(entry[1], Scalar) and entry[1].null)

    def scalar(self, key: str) -> Scalar | None:
        """Return the scalar of a key, None where it is missing, null or no scalar."""
        entry = self.items.get(key)
        return entry[1] if entry is not None and isinstance(entry[1], Scalar) and not entry[1].null else None

    def text(self, key: str) -> Text | None:
        """Return the text of a key's scalar, None where it is missing, null or no scalar."""
        node = self.scalar(key)
        return node.text if node is not None else None

    def flag(self, key: str) -> Text | None:
        """Return a boolean as "true" or "false", underlining what is written; another scalar as it is."""
        node = self.scalar(key)
        if node is None:
            return None
        boolean = node.boolean
        if boolean is None:
            return node.text
        value = "true" if boolean else "false"
        return node.text if node.value == value else node.text.substitute(value)

    def is_true(self, key: str) -> bool:
        """Tell whether the key is set to true."""
        node = self.get(key)
        return isinstance(node, Scalar) and node.boolean is True

    def is_false(self, key: str) -> bool:
        """Tell whether the key is set to false."""
        node = self.get(key)
        return isinstance(node, Scalar) and node.boolean is False

    def mapping(self, *path: str) -> Mapping:
        """Return the mapping at the end of a path, an empty one where there is none."""
        node = self.find(*path)
        return node if isinstance(node, Mapping) else EMPTY

    def sequence(self, *path: str) -> list[Node]:
        """Return the items of the sequence at the end of a path, none where there is none."""
        node = self.find(*path)
        return node.items if isinstance(node, Sequence) else []

    def mappings(self, *path: str) -> list[Mapping]:
        """Return the mappings among the items of the sequence at the end of a path."""
        node = self.find(*path)
        return node.mappings if isinstance(node, Sequence) else []

    def texts(self, *path: str) -> list[Text]:
        """Return the scalars among the items of the sequence at the end of a path; a lone scalar is one item."""
        node = self.find(*path)
        if isinstance(node, Sequence):
            return node.texts
        return [node.text] if isinstance(node, Scalar) and not node.null else []

    def grip(self, *path: str) -> Scalar | None:
        """Return the key of the deepest step of a path that is there: where to underline what is missing below it."""
        found = None
        node: Node | None = self
        for key in path:
            if not isinstance(node, Mapping) or key not in node.items:
                break
            found, node = node.key(key), node.items[key][1]
        return found


#: The mapping of what is not there. It has no place; nothing underlines it.
EMPTY = Mapping("", 0, True, "")


def walk(node: Node | None) -> Iterator[Node]:
    """Yield a node and everything below it, in the order of the file; what aliases stand for only once."""
    seen: set[int] = set()
    stack: list[Node] = [node] if node is not None else []
    while stack:
        node = stack.pop()
        if not isinstance(node, Scalar):
            if id(node) in seen:
                continue
            seen.add(id(node))
        yield node
        if isinstance(node, Sequence):
            stack.extend(reversed(node.items))
        elif isinstance(node, Mapping):
            stack.extend(value for _, value in reversed(node.items.values()))
