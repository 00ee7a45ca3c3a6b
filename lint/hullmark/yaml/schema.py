"""Located nodes held against a JSON Schema.

No data is constructed: the walk goes over nodes and schema together, so that each violation has its place. Known are
the keywords that Kubernetes' and Compose's schemas use (JSON Schema draft 7 and 2020-12, ``nullable`` of OpenAPI 3.0,
and Kubernetes' ``x-kubernetes-`` ones); others are passed over. A scalar with a placeholder fits everything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from functools import lru_cache
from typing import Any
from typing import NamedTuple

from hullmark.deferred import pattern
from hullmark.text import Span
from hullmark.yaml.node import Mapping
from hullmark.yaml.node import Node
from hullmark.yaml.node import Scalar
from hullmark.yaml.node import Sequence

#: A schema, or True and False for the ones that everything and nothing fits.
Schema = Any

#: Branches of oneOf within one another that are followed.
_MAX_BRANCHES = 8

_INTEGER = pattern(r"[-+]?(?:0|[1-9][0-9_]*|0o?[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+)")
_NUMBER = pattern(
    r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


class Violation(NamedTuple):
    """Something that the schema rejects. ``at`` is the node or key to underline, ``path`` its keys and indices.

    ``kind`` is unknown (a key), missing (a key; ``at`` is the mapping that lacks it), type, value, or repeated (an item
    of a list that takes each once). ``expected`` are the keys that are known there, the types, or the values that would
    fit. ``name`` is the key in question.
    """

    at: Node
    kind: str
    path: tuple[str, ...]
    expected: tuple[str, ...]
    name: str = ""
    holder: Node | None = None

    @property
    def key(self) -> str:
        """What a rule's ``when`` is matched against: the kind."""
        return self.kind

    @property
    def span(self) -> Span:
        """The place of the node or key."""
        return (self.holder or self.at).span


def type_of(node: Node) -> str:
    """Return the JSON type that YAML 1.1 readers see in a node."""
    if isinstance(node, Mapping):
        return "object"
    if isinstance(node, Sequence):
        return "array"
    if node.style or node.tag == "!!str":
        return "string"
    if node.null:
        return "null"
    if node.boolean is not None:
        return "boolean"
    if node.value[:1] in "+-.0123456789":
        if _INTEGER.fullmatch(node.value):
            return "integer"
        if _NUMBER.fullmatch(node.value):
            return "number"
    return "string"


#: Where a node stands: the keys and indices above it, innermost first, as pairs of the rest and a step.
_Path = tuple[Any, ...]


def violations(node: Node, schema: Schema, definitions: Table[str, Schema]) -> list[Violation]:
    """Return where a node breaks a schema. ``definitions`` are the schemas by the name that ``$ref`` gives last."""
    return _Walk(definitions).below(node, schema, (), 0)


class _Walk:
    """Goes over nodes and schema together and notes what does not fit."""

    __slots__ = ("definitions", "found")

    def __init__(self, definitions: Table[str, Schema]) -> None:
        self.definitions = definitions
        self.found: list[Violation] = []

    def below(self, node: Node, schema: Schema, path: _Path, depth: int) -> list[Violation]:
        """Return the violations at and below a node, apart from those found before."""
        before, self.found = self.found, []
        self.walk(node, schema, path, depth)
        found, self.found = self.found, before
        return found

    def note(self, node: Node, kind: str, path: _Path, expected: tuple[str, ...], name: str = "") -> None:
        """Add a violation."""
        steps: list[str] = []
        while path:
            path, step = path
            steps.append(step)
        self.found.append(Violation(node, kind, tuple(reversed(steps)), expected, name))

    def walk(self, node: Node, schema: Schema, path: _Path, depth: int) -> None:
        """Note the violations at and below a node."""
        while schema.__class__ is dict and "$ref" in schema:
            schema = self.definitions.get(schema["$ref"].rpartition("/")[2], True)
        if schema is True or not schema:
            return
        if isinstance(node, Scalar) and not node.known:
            return
        if "allOf" in schema or "oneOf" in schema or "anyOf" in schema:
            self.branches(node, schema, path, depth)
        kinds = schema.get("type")
        if kinds is not None:
            found = type_of(node)
            if found != kinds:
                kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds)
                if not _fits(found, kinds, schema):
                    self.note(node, "type", path, tuple(kind for kind in kinds if kind != "null"))
                    return
        if isinstance(node, Scalar):
            self.scalar(node, schema, path)
        elif isinstance(node, Mapping):
            self.mapping(node, schema, path, depth)
        else:
            items = schema.get("items")
            if isinstance(items, dict):
                for index, item in enumerate(node.items):
                    self.held(node, None, item, items, (path, str(index)), depth)
            if schema.get("uniqueItems"):
                self.repeated(node, path)

    def held(
        self, holder: Mapping | Sequence, name: str | None, node: Node, schema: Schema, path: _Path, depth: int
    ) -> None:
        """Note the violations at and below the value of a key or the item of a sequence.

        A value that is not written has no place of its own: what is wrong with it stands at its key or sequence.
        """
        before = len(self.found)
        self.walk(node, schema, path, depth)
        if node.start == node.end and len(self.found) > before:
            at = holder.key(name) if isinstance(holder, Mapping) and name is not None else holder
            self.found[before:] = [each._replace(holder=at) for each in self.found[before:]]

    def mapping(self, node: Mapping, schema: Schema, path: _Path, depth: int) -> None:
        """Hold the entries of a mapping against properties, patterns and what is required."""
        properties = schema.get("properties") or {}
        patterns = schema.get("patternProperties") or {}
        rest = schema.get("additionalProperties", True)
        if schema.get("x-kubernetes-preserve-unknown-fields"):
            rest = True
        for name, (_, value) in node.items.items():
            if name in properties:
                self.held(node, name, value, properties[name], (path, name), depth)
                continue
            fitting = [below for pattern, below in patterns.items() if _compiled(pattern).search(name)]
            for below in fitting:
                self.held(node, name, value, below, (path, name), depth)
            if fitting:
                continue
            if rest is False:
                key = node.key(name)
                if key is not None and key.known:
                    self.note(key, "unknown", (path, name), tuple(properties), name)
            elif isinstance(rest, dict):
                self.held(node, name, value, rest, (path, name), depth)
        for name in schema.get("required", ()):
            if name not in node and "<<" not in node:
                self.note(node, "missing", path, (), name)

    def scalar(self, node: Scalar, schema: Schema, path: _Path) -> None:
        """Hold a scalar against enum, const, pattern and bounds."""
        allowed = [schema["const"]] if "const" in schema else schema.get("enum")
        if allowed is not None and not node.null and node.value not in [_spelled(value) for value in allowed]:
            self.note(node, "value", path, tuple(_spelled(value) for value in allowed))
            return
        pattern = schema.get("pattern")
        if pattern is not None and type_of(node) == "string" and not _compiled(pattern).search(node.value):
            self.note(node, "value", path, (pattern,))
        low, high = schema.get("minimum"), schema.get("maximum")
        if (low is not None or high is not None) and type_of(node) in ("integer", "number"):
            try:
                number = float(node.value)
            except ValueError:
                return
            if low is not None and number < low or high is not None and number > high:
                bounds = f"{'' if low is None else low}..{'' if high is None else high}"
                self.note(node, "value", path, (bounds,))

    def repeated(self, node: Sequence, path: _Path) -> None:
        """Note the scalars of a sequence that stand there before, as they are written and not as they are filled in."""
        seen = set()
        for item in node.items:
            if item.__class__ is Scalar and item.known:
                if item.value in seen:
                    self.note(item, "repeated", path, ())
                seen.add(item.value)

    def branches(self, node: Node, schema: Schema, path: _Path, depth: int) -> None:
        """Hold a node against allOf, and against the alternatives of oneOf and anyOf.

        Where none fits, the violations of the alternative that comes nearest are told: the one for this type of node.
        """
        for below in schema.get("allOf", ()):
            self.walk(node, below, path, depth)
        alternatives = schema.get("oneOf") or schema.get("anyOf")
        if not alternatives or depth >= _MAX_BRANCHES:
            return
        best: list[Violation] | None = None
        types: list[str] = []
        for below in alternatives:
            found = self.below(node, below, path, depth + 1)
            if not found:
                return
            wrong_type = any(violation.at is node and violation.kind == "type" for violation in found)
            if wrong_type:
                types += [kind for violation in found if violation.at is node for kind in violation.expected]
            elif best is None or len(found) < len(best):
                best = found
        if best is not None:
            self.found += best
        else:
            self.note(node, "type", path, tuple(dict.fromkeys(types)))


def _fits(found: str, kinds: tuple[str, ...], schema: Schema) -> bool:
    """Tell whether a type is among those of a schema."""
    if found in kinds or found == "integer" and "number" in kinds:
        return True
    if found == "null":
        return bool(schema.get("nullable"))
    return bool(schema.get("x-kubernetes-int-or-string")) and found in ("integer", "string")


def _spelled(value: Any) -> str:
    """Return how YAML writes a value of an enumeration."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@lru_cache(256)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a compiled pattern; one that Python cannot read fits everything."""
    try:
        return re.compile(pattern)
    except re.error:
        return re.compile("")


def plain_of(node: Node) -> Any:
    """Return a node as plain data: a schema that stands in a manifest. Nodes are bounded by the composer."""
    if isinstance(node, Mapping):
        return {name: plain_of(value) for name, (_, value) in node.items.items()}
    if isinstance(node, Sequence):
        return [plain_of(item) for item in node.items]
    kind = type_of(node)
    if kind == "null":
        return None
    if kind == "boolean":
        return node.boolean
    if kind in ("integer", "number"):
        try:
            return float(node.value) if kind == "number" else int(node.value.replace("_", ""), 10)
        except ValueError:
            return node.value
    return node.value
