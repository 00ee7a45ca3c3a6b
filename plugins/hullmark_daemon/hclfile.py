"""HCL as located nodes: python-hcl2 says what stands where, and what is wrong.

Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md. A block becomes a mapping at its type and labels.
What is computed (a variable, a call, a condition) becomes the scalar that it would be in quotes: ``${...}``.
"""

from __future__ import annotations

import re
from typing import Any

from hullmark.plugin import Comment
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import TooLarge
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence
from hullmark.yaml import Stream
from hullmark.yaml import Trouble

from hullmark_daemon.settings import Fault
from hullmark_daemon.settings import Parsed

#: A tree of the parser: ``data`` is its rule, ``children`` are trees and tokens, ``meta`` is where it stands.
_Tree = Any

#: Nesting beyond this is refused.
MAX_DEPTH = 64
#: Characters of a text that is read: the parser takes a second for up to a hundred thousand of odd ones.
MAX_SIZE = 200_000

_ESCAPE = pattern(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([nrt"\\]))')
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}
#: Many blank lines: the parser's pattern for a here-document takes their number squared, so it sees one long line.
_GAP = pattern(r"\n\s{100,}(?=\n)")
#: Rules of the parser's grammar: what stands between things, and values that are as they are written.
_BETWEEN = "new_line_or_comment"
_PLAIN = ("int_lit", "float_lit", "literal_value")


def read_hcl(text: str) -> Parsed | None:
    """Read an HCL text; None where the parser is not installed. Raises TooLarge beyond a bound."""
    try:
        from hcl2 import parses_to_tree
        from lark.exceptions import UnexpectedInput
    except ImportError:
        return None
    if len(text) > MAX_SIZE:
        raise TooLarge(f"{len(text)} characters of HCL, more than the limit of {MAX_SIZE}")
    reader = _Reader(text)
    try:
        tree = parses_to_tree(_GAP.sub(lambda match: "\n" + " " * (len(match[0]) - 1), text))
    except UnexpectedInput as error:
        return Parsed(reader.stream, (_refused(text, error),))
    reader.body(reader.root, tree.children[0], 0)
    return Parsed(reader.stream, tuple(reader.faults), tuple(_comments(tree)))


def _refused(text: str, error: Any) -> Fault:
    """Return what the grammar refuses, at its place."""
    size = len(text.rstrip())
    at = error.pos_in_stream
    token = getattr(error, "token", None)
    if getattr(token, "type", "") == "$END" or not 0 <= at < size:
        return Fault(Span(max(size - 1, 0), max(size, 1)), "this is no HCL: it ends before it is complete")
    said = str(token) if token is not None else text[at]
    shown = "the line ends" if not said.strip() else f"{said.split()[0][:20]} stands"
    end = at + max(len(said.split("\n")[0].rstrip()), 1)
    return Fault(Span(at, end), f"this is no HCL: {shown} where something else is expected")


def _comments(tree: _Tree) -> list[Comment]:
    """Return the comments in the order of the text."""
    found = []
    for node in tree.find_data(_BETWEEN):
        for token in node.children:
            body = token.rstrip()
            if body:
                start = token.start_pos + len(token) - len(token.lstrip())
                whole = Text(body.lstrip(), Span(start, token.start_pos + len(body)))
                inner = whole.part(1 if whole[0] == "#" else 2, len(whole) - (2 if whole.startswith("/*") else 0))
                found.append(Comment(inner.strip_part(), whole.span))
    return sorted(found, key=lambda comment: comment.span)


class _Reader:
    """Makes nodes of the parser's tree."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.stream = Stream(text)
        self.root = Mapping(text, 0, False, "")
        self.root.end = len(text)
        self.stream.roots.append(self.root)

    def body(self, into: Mapping, tree: _Tree, depth: int) -> None:
        """Read the attributes and blocks of a body into a mapping."""
        seen: dict[str, Scalar] = {}
        for child in _below(tree):
            if child.data == "attribute":
                name, value = self.name(child.children[0]), self.value(child.children[-1], depth + 1)
                self.put(into, seen, name, value)
            else:
                self.block(into, child, depth + 1)

    def block(self, into: Mapping, tree: _Tree, depth: int) -> None:
        """Read a block; another one of the same type and labels adds to it."""
        *names, body = _below(tree)
        if self.too_deep(tree, depth + len(names)):
            return
        for name in map(self.name, names):
            below = into.get(name.value)
            if not isinstance(below, Mapping):
                below = Mapping(self.text, name.start, False, "")
                into.items[name.value] = name, below
            below.end = tree.meta.end_pos
            into = below
        self.body(into, body, depth)

    def put(self, into: Mapping, seen: dict[str, Scalar], name: Scalar, value: Node) -> None:
        """Set a key, and note where it stands in the same body or object before."""
        first = seen.setdefault(name.value, name)
        if first is not name:
            message = f"the key {name.value} stands here twice"
            self.stream.troubles.append(Trouble(name.span, "duplicate", message, first.span))
        into.items[name.value] = name, value

    def too_deep(self, tree: _Tree, depth: int) -> bool:
        """Tell whether a tree lies beyond the bound, and note the first that does."""
        start = tree.meta.start_pos
        if depth > MAX_DEPTH and not self.faults:
            self.faults.append(Fault(Span(start, start + 1), f"more than {MAX_DEPTH} levels of nesting"))
        return depth > MAX_DEPTH

    def name(self, tree: _Tree) -> Scalar:
        """Read a name: of an attribute, a block's type, or a label, which may stand in quotes."""
        return self.string(tree) if tree.data == "string" else self.plain(tree)

    def plain(self, tree: _Tree) -> Scalar:
        """Return what is a scalar as it is written."""
        start, end = tree.meta.start_pos, tree.meta.end_pos
        return Scalar(self.text, start, end, self.text[start:end], "", "")

    def value(self, tree: _Tree, depth: int) -> Node:
        """Read an expression."""
        whole = tree
        while tree.data == "expr_term":
            tree = _below(tree)[0]
        kind = tree.data
        if self.too_deep(whole, depth):
            return self.computed(whole)
        if kind == "string":
            return self.string(tree)
        if kind == "tuple":
            return self.sequence(tree, depth)
        if kind == "object":
            return self.mapping(tree, depth)
        if kind in _PLAIN:
            return self.plain(tree)
        if kind.startswith("heredoc_template"):
            return self.here_document(tree)
        return self.computed(whole)

    def computed(self, tree: _Tree) -> Scalar:
        """Return an expression whose value is not known."""
        start = tree.meta.start_pos
        said = self.text[start:tree.meta.end_pos].rstrip()
        return Scalar(self.text, start, start + len(said), f"${{{said}}}", "", "")

    def string(self, tree: _Tree) -> Scalar:
        """Read a string without its escapes; what is filled into it stays as it is written."""
        start, end = tree.meta.start_pos, tree.meta.end_pos
        pieces = []
        for part in tree.children[1:-1]:
            said = self.text[part.meta.start_pos:part.meta.end_pos]
            inner = _below(part)
            if inner and inner[0].data != "interpolation":
                return self.computed(tree)
            if not inner and "\n" in said:
                self.faults.append(Fault(Span(start, start + 1), "this is no HCL: the quote is not closed on its line"))
            pieces.append(said if inner else _ESCAPE.sub(_unescaped, said))
        return Scalar(self.text, start, end, "".join(pieces), '"', "")

    def here_document(self, tree: _Tree) -> Scalar:
        """Return the lines of a here-document as they are written, indentation and all."""
        token = tree.children[0]
        start = self.text.index("\n", tree.meta.start_pos) + 1
        end = self.text.rindex("\n", 0, tree.meta.start_pos + len(token.rstrip())) + 1
        return Scalar(self.text, start, end, self.text[start:end], "", "")

    def sequence(self, tree: _Tree, depth: int) -> Sequence:
        """Read a tuple."""
        found = Sequence(tree.meta.start_pos, True, "")
        found.end = tree.meta.end_pos
        found.items = [self.value(item, depth + 1) for item in _below(tree)]
        return found

    def mapping(self, tree: _Tree, depth: int) -> Mapping:
        """Read an object."""
        found = Mapping(self.text, tree.meta.start_pos, True, "")
        found.end = tree.meta.end_pos
        seen: dict[str, Scalar] = {}
        for element in _below(tree):
            key, _, value = element.children
            self.put(found, seen, self.key(key.children[0]), self.value(value, depth + 1))
        return found

    def key(self, tree: _Tree) -> Scalar:
        """Read the key of an object: a name, a string, or an expression."""
        inner = tree if tree.data == "keyword" or self.text.startswith("(", tree.meta.start_pos) else _below(tree)[0]
        if inner.data == "string":
            return self.string(inner)
        return self.plain(inner) if inner.data in ("identifier", "keyword", *_PLAIN) else self.computed(tree)


def _below(tree: _Tree) -> list[_Tree]:
    """Return the trees in a tree, but for what stands between things."""
    return [child for child in tree.children if not hasattr(child, "type") and child.data != _BETWEEN]


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        return _LETTERS.get(match[3], match[3])
    number = int(code, 16)
    return chr(number) if number < 0x110000 else "\ufffd"
