"""What a service runs: strings are split as a shell splits them, but no shell runs them.

Source: https://docs.docker.com/reference/compose-file/services/#command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import Image
from hullmark.model import Lookup
from hullmark.model import Script
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import join
from hullmark.plugin import pattern
from hullmark.shell.commands import parse
from hullmark.shell.commands import parse_exec
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_compose.interpolation import Interpolated
from hullmark_compose.service import Service

_WORD = pattern(r"(?:[^\s'\"\\]+|'[^']*(?:'|$)|\"(?:[^\"\\]|\\.)*(?:\"|$)|\\.|\\$)+", re.DOTALL)
_PIECE = pattern(
    r"'(?P<single>[^']*)(?:'|$)|\"(?P<double>(?:[^\"\\]|\\.)*)(?:\"|$)|\\(?P<escaped>.)|[^'\"\\]+", re.DOTALL
)
_ESCAPED = pattern(r"\\([\"\\$`])|[^\\]+|\\", re.DOTALL)


def split(text: Text) -> list[Text]:
    """Return the words of a string, quotes removed."""
    return [_word(text, *match.span()) for match in _WORD.finditer(text)]


def _word(text: Text, start: int, end: int) -> Text:
    whole = text.part(start, end)
    whole.known = text.known or "$" not in whole and "{{" not in whole
    if not any(quote in whole for quote in "'\"\\"):
        return whole
    pieces: list[tuple[str, int]] = []
    for match in _PIECE.finditer(whole):
        if match["double"] is not None:
            for inner in _ESCAPED.finditer(whole, *match.span("double")):
                pieces += whole.part(*inner.span(1 if inner[1] else 0)).pieces()
        else:
            pieces += whole.part(*match.span(match.lastgroup or 0)).pieces()
    value = "".join(piece for piece, _ in pieces)
    if whole.runs is not None and not whole.runs[0] or not value:
        return whole.substitute(value, whole.known)
    found = join(pieces, whole.end)
    return Text(value, whole.span, found.runs or ((0,), (found.start,)), whole.known, whole.editable)


def word_of(scalar: Scalar) -> Text:
    """Return an item of a command; what another program's templates leave open is known here."""
    return scalar.text if isinstance(scalar, Interpolated) else scalar.literal


def words_of(node: Node | None) -> list[Text]:
    """Return the words of ``command`` or ``entrypoint``, a list or a string."""
    if isinstance(node, Sequence):
        return [word_of(item) for item in node.items if isinstance(item, Scalar)]
    return split(word_of(node)) if isinstance(node, Scalar) and not node.null else []


def scripts_of(service: Service, container: Container) -> Iterator[Script]:
    """Yield what a service runs: its command behind its entry point, its hooks, its health check."""
    lookup = _lookup(service)
    words = words_of(service.view.get("entrypoint")) + words_of(service.view.get("command"))
    if words and words[0].startswith("-") and container.image is not None:
        words.insert(0, _entry_point(container.image))
    if words:
        yield parse_exec(tuple(words), _span(words), "start", container, lookup)
    for hook in service.hooks:
        words = words_of(hook.get("command"))
        if words:
            yield parse_exec(tuple(words), _span(words), "start", container, lookup)
    check = health_of(service.healthcheck.get("test"), container, lookup)
    if check is not None:
        yield check


def health_of(node: Node | None, container: Container, lookup: Lookup | None) -> Script | None:
    """Return the script of ``healthcheck.test``: a shell's for a string and behind CMD-SHELL, else a list's."""
    items = [item for item in node.items if isinstance(item, Scalar)] if isinstance(node, Sequence) else []
    if isinstance(node, Scalar) and not node.null and node.value != "NONE":
        return parse(node.literal, "sh", "health", container, lookup)
    if len(items) < 2 or items[0].value == "NONE":
        return None
    if items[0].value == "CMD-SHELL":
        return parse(items[1].literal, "sh", "health", container, lookup)
    words = [word_of(item) for item in (items[1:] if items[0].value == "CMD" else items)]
    return parse_exec(tuple(words), _span(words), "health", container, lookup)


def _span(words: list[Text]) -> Span:
    return Span(min(word.start for word in words), max(word.end for word in words))


def _entry_point(image: Image) -> Text:
    """Return the program of an image that is only given options: by custom it is called as the image is."""
    return image.name.substitute(image.name.rpartition("/")[2], image.name.known)


def _lookup(service: Service) -> Lookup:
    """Return what looks up a variable of a service."""
    values = {str(pair.name): pair.value for pair in service.environment}
    return values.get
