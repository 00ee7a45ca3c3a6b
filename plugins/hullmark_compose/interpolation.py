"""Variables in values, as Compose fills them in: before anything else is read, in values and never in keys.

Source: https://docs.docker.com/reference/compose-file/interpolation/ and compose-go's template package. The environment
is not known here. A variable with a default is its default; one without stays as it is written, and the text is not
known.
"""

from __future__ import annotations

import re

from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import join
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

#: Defaults within one another that are followed, and the longest text that is looked at.
MAX_DEPTH = 32
MAX_LENGTH = 65536

_REFERENCE = pattern(
    r"\$(?:(?P<escaped>\$)|[A-Za-z_]\w*|\{(?P<name>[A-Za-z_]\w*)(?P<operator>:?[-?+]|(?=\}))|(?P<broken>\{))", re.ASCII
)
#: What templates of a container engine, or of another program, leave to be filled in.
_TEMPLATE = pattern(r"\{\{|\{%")
_BRACE = pattern(r"\$\$|\$\{|\}")

#: What remains of a value, with the places.
Pieces = list[tuple[str, int]]


class Reference:
    """A variable in a value: its name, what follows it (``:-``, ``-``, ``:?``, ``?``, ``:+``, ``+`` or nothing)."""

    __slots__ = ("name", "operator", "span")

    def __init__(self, name: str, operator: str, span: Span) -> None:
        self.name = name
        self.operator = operator
        self.span = span


class Interpolated(Scalar):
    """A scalar with a dollar in it: ``value`` and ``text`` are what Compose makes of it, ``references`` its variables.

    Each character knows where it is written, in a default too.
    """

    __slots__ = ("_text", "references")

    def __init__(self, scalar: Scalar) -> None:
        self.references: list[Reference] = []
        self._text = _interpolated(scalar.literal, self.references)
        super().__init__(scalar.source, scalar.start, scalar.end, str(self._text), scalar.style, scalar.tag)

    @property
    def text(self) -> Text:
        """The value with the place of each character; not known where a variable without default stands in it."""
        found = self._text
        return Text(str(found), found.span, found.runs, found.known, False)

    @property
    def known(self) -> bool:
        """Tell whether every variable has a default."""
        return self._text.known


def interpolate(root: Node) -> None:
    """Replace the scalars below a node in which a dollar stands by what Compose makes of them."""
    made: dict[int, Scalar] = {}
    seen: set[int] = set()
    stack: list[Node] = [root]

    def replaced(node: Node) -> Node:
        if isinstance(node, Scalar):
            if "$" in node.value and not isinstance(node, Interpolated) and len(node.value) < MAX_LENGTH:
                found = made.get(id(node))
                if found is None:
                    found = made[id(node)] = Interpolated(node)
                return found
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append(node)
        return node

    while stack:
        holder = stack.pop()
        if isinstance(holder, Sequence):
            holder.items = [replaced(item) for item in holder.items]
        elif isinstance(holder, Mapping):
            for name, (key, value) in holder.items.items():
                node = replaced(value)
                if node is not value:
                    holder.items[name] = key, node


def _interpolated(text: Text, references: list[Reference]) -> Text:
    """Return a text with its variables filled in."""
    pieces, known = _expand(text, 0, len(text), references, 0)
    value = "".join(piece for piece, _ in pieces)
    known = known and _TEMPLATE.search(value) is None
    if text.runs is not None and not text.runs[0]:
        return text.substitute(value, known)
    result = join(pieces, text.end)
    runs = result.runs or (((0,), (result.start,)) if value else ((), ()))
    return Text(value, text.span, runs, known, False)


def _expand(text: Text, start: int, end: int, references: list[Reference], depth: int) -> tuple[Pieces, bool]:
    """Return what remains of a part of a text, and whether all of it is known."""
    pieces: Pieces = []
    known, at = True, start
    raw = str(text)
    while (match := _REFERENCE.search(raw, at, end)) is not None:
        first, at = match.span()
        pieces += _pieces(text, match.pos, first)
        if match["escaped"] or match["broken"]:
            pieces += _pieces(text, first, first + 1 if match["escaped"] else at)
            known = known and match["broken"] is None
            continue
        closing = _closing(raw, at, end) if match["name"] else at
        operator = match["operator"] or ""
        behind = at if match["name"] is None else closing + 1
        if closing < 0:
            known = False
            behind = end
        else:
            span = Span(text.offset(first), text.offset(behind - 1) + 1)
            references.append(Reference(match["name"] or raw[first + 1:at], operator, span))
        if closing >= 0 and operator.endswith("-") and depth < MAX_DEPTH:
            inner, decided = _expand(text, at, closing, references, depth + 1)
            pieces += inner
            known = known and decided
        else:
            pieces += _pieces(text, first, behind)
            known = False
        at = behind
    pieces += _pieces(text, at, end)
    return pieces, known


def _pieces(text: Text, start: int, end: int) -> Pieces:
    return text.part(start, end).pieces() if end > start else []


def _closing(raw: str, start: int, end: int) -> int:
    """Return the index of the brace that closes a variable, -1 where none does."""
    depth = 0
    for match in _BRACE.finditer(raw, start, end):
        if match[0] == "${":
            depth += 1
        elif match[0] == "}":
            if not depth:
                return match.start()
            depth -= 1
    return -1
