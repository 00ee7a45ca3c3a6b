"""YAML events to data, without ruamel's composer and constructor.

The composer here is iterative, bounded in depth and in the number of nodes that aliases unfold to, and makes nothing
but dicts, lists, strings, booleans and None.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from typing import Any

#: Nesting beyond this is refused.
MAX_DEPTH = 128
#: Nodes of a document, aliases counted each time.
MAX_NODES = 100_000

_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}


class Broken(Exception):
    """A text that a parser refuses: ``problem`` never quotes the text; offset and line are 0-based."""

    def __init__(self, problem: str, offset: int, line: int) -> None:
        super().__init__(f"line {line + 1}: {problem}")
        self.problem = problem
        self.offset = offset
        self.line = line


class Parser:
    """The events of a text, from libyaml or, where its binding is missing, from ruamel's own parser.

    ``next()`` returns the next event; it, and the constructor, raise one of ``errors`` for broken YAML, of which
    ``broken`` says what is wrong. Nothing stands between the caller and the parser, since ten thousand events a
    file are no exception. ``pure`` asks for ruamel's parser.
    """

    def __init__(self, text: str, pure: bool = False) -> None:
        from ruamel.yaml.error import YAMLError

        self.text = text
        self.errors = (YAMLError, UnicodeError)
        self.next: Callable[[], Any]
        try:
            self.next = (_pure(text) if pure else _fast(text)).get_event
        except self.errors as error:
            raise self.broken(error) from None

    def broken(self, error: Exception) -> Broken:
        """Return what the parser complains about."""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "context", None)
        if mark is not None and problem:
            return Broken(problem, mark.index, mark.line)
        at = getattr(error, "start", None)
        if not isinstance(at, int):
            position = getattr(error, "position", None)
            behind = self.text.encode("utf-8", "surrogatepass")[:position if isinstance(position, int) else 0]
            at = len(behind.decode("utf-8", "ignore"))
        return Broken("a character that YAML does not allow", at, self.text.count("\n", 0, at))


def _fast(text: str) -> Any:
    """Return libyaml's parser, or the pure one where the binding is missing."""
    try:
        from _ruamel_yaml import CParser
    except ImportError:
        return _pure(text)
    return CParser(text)


def _pure(text: str) -> Any:
    """Return ruamel's own parser."""
    import ruamel.yaml

    return ruamel.yaml.YAML(typ="safe", pure=True).get_constructor_parser(text)[1]


def events(text: str) -> Iterator[Any]:
    """Yield the parser's events. Raises ValueError for broken YAML, naming the line, never quoting it."""
    try:
        parser = Parser(text)
    except Broken as broken:
        raise ValueError(str(broken)) from None
    while True:
        try:
            event = parser.next()
        except parser.errors as error:
            raise ValueError(str(parser.broken(error))) from None
        yield event
        if type(event).__name__ == "StreamEndEvent":
            return


def plain(text: str) -> Any:
    """Return the first document of a YAML text as plain data. Raises ValueError for what cannot be read."""
    anchors: dict[str, Any] = {}
    stack: list[tuple[Any, str | None]] = []
    key: str | None = None
    nodes = 0
    for event in events(text):
        kind = type(event).__name__
        if kind == "ScalarEvent":
            value: Any = event.value
            if event.style in (None, ""):
                value = _CONSTANTS.get(value.lower(), value)
        elif kind == "AliasEvent":
            if event.anchor not in anchors:
                raise ValueError(f"line {event.start_mark.line + 1}: undefined alias")
            value = anchors[event.anchor]
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            if len(stack) >= MAX_DEPTH:
                raise ValueError(f"line {event.start_mark.line + 1}: nested too deeply")
            container: Any = {} if kind == "MappingStartEvent" else []
            if event.anchor:
                anchors[event.anchor] = container
            stack.append((container, key))
            key = None
            continue
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            value, key = stack.pop()
        else:
            continue
        nodes += 1
        if nodes > MAX_NODES:
            raise ValueError("too many nodes")
        if not stack:
            return value
        if kind == "ScalarEvent" and event.anchor:
            anchors[event.anchor] = value
        holder = stack[-1][0]
        if isinstance(holder, list):
            holder.append(value)
        elif key is None:
            key = str(value)
        else:
            holder[key] = value
            key = None
    return None
