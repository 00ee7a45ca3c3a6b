"""YAML events to data, without ruamel's composer and constructor.

The composer here is iterative, bounded in depth and in the number of nodes that aliases unfold to, and makes nothing
but dicts, lists, strings, booleans and None.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: Nesting beyond this is refused.
MAX_DEPTH = 128
#: Nodes of a document, aliases counted each time.
MAX_NODES = 100_000

_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}


class Parser:
    """The events of a text, from libyaml or, where its binding is missing, from ruamel's own parser."""

    def __init__(self, text: str) -> None:
        """Raises ValueError for text that the parser refuses as a whole."""
        try:
            from _ruamel_yaml import CParser
        except ImportError:
            import ruamel.yaml

            loader = ruamel.yaml.YAML(typ="safe", pure=True)
            _, parser = loader.get_constructor_parser(text)
        else:
            try:
                parser = CParser(text)
            except Exception as error:
                raise _wrong(error, text) from None
        self._text = text
        self._next = parser.get_event

    def next(self) -> Any:
        """Return the next event.

        Raises ValueError(message, offset, 0-based line) for broken YAML; the text is never quoted.
        """
        try:
            return self._next()
        except Exception as error:
            raise _wrong(error, self._text) from None


def _wrong(error: Exception, text: str) -> ValueError:
    """Return what a parser complains about: message, offset and line."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "context", None)
    if mark is not None and problem:
        return ValueError(problem, mark.index, mark.line)
    at = getattr(error, "start", None)
    if not isinstance(at, int):
        position = getattr(error, "position", None)
        behind = text.encode("utf-8", "surrogatepass")[:position if isinstance(position, int) else 0]
        at = len(behind.decode("utf-8", "ignore"))
    return ValueError("a character that YAML does not allow", at, text.count("\n", 0, at))


def events(text: str) -> Iterator[Any]:
    """Yield the parser's events. Raises ValueError for broken YAML, naming the line, never quoting it."""
    try:
        parser = Parser(text)
        while True:
            event = parser.next()
            yield event
            if type(event).__name__ == "StreamEndEvent":
                return
    except ValueError as error:
        problem, _, line = error.args if len(error.args) == 3 else (str(error), 0, 0)
        raise ValueError(f"line {line + 1}: {problem}") from None


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
