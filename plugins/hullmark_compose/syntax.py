"""The short and the long syntaxes of Compose, read into one form each.

Source: https://docs.docker.com/reference/compose-file/services/. What is written wrongly is left out, since
schema-violation reports it; what stands behind a variable without default is there, but not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

_REFERENCE = pattern(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}?|\$\w+|\{\{.*?\}\}")
_DRIVE = pattern(r"[A-Za-z]:[\\/]")
_HOST_PATH = pattern(r"[./~\\]|[A-Za-z]:[\\/]")
_VARIABLE_PATH = pattern(r"(?:\$\{[^}]*\}|\$\w+)[/\\]|\$\{?(?:PWD|HOME|USERPROFILE)\b")
#: What looks like a path of the project without ``./``.
_PATH = pattern(
    r"[^/\\]*[/\\].*|[\w-]+\.(?:conf|cfg|cnf|crt|css|env|html|ini|js|json|key|pem|php|py|sh|sql|toml|txt|xml|ya?ml)",
    re.DOTALL,
)
_BASE_60 = pattern(r"[1-9]\d{0,8}:[0-5]?\d", re.ASCII)
_PROPAGATIONS = {"rshared": "shared", "rslave": "slave", "rprivate": "private"}


class Pair(NamedTuple):
    """A name with a value, from ``NAME=value`` or a mapping; ``value`` is None where only the name is there."""

    span: Span
    name: Text
    value: Text | None


class PortMapping(NamedTuple):
    """An entry of ``ports``. ``target`` is the container's, ``published`` the host's; ``*_last`` ends a range.

    ``published`` is None where the engine chooses one. ``host_ip`` is None where it listens on all addresses.
    """

    span: Span
    node: Node
    target: Text
    target_last: Text | None
    published: Text | None
    published_last: Text | None
    host_ip: Text | None
    protocol: Text | None


class VolumeMount(NamedTuple):
    """An entry of ``volumes``: ``kind`` is bind, volume (also an anonymous one, without source), tmpfs, image ...

    ``propagation`` is private, slave or shared, None where nothing is said of it.
    """

    span: Span
    node: Node
    kind: str
    source: Text | None
    target: Text | None
    options: tuple[Text, ...]
    read_only: bool
    propagation: Text | None


def texts(node: Node | None) -> list[Text]:
    """Return the scalars of a list, or a lone scalar."""
    if isinstance(node, Sequence):
        return node.texts
    return [node.text] if isinstance(node, Scalar) and not node.null else []


def include_paths(node: Node | None) -> Iterator[Text | None]:
    """Yield the files that ``include`` names in either syntax, None for an entry that says none."""
    for entry in node.items if isinstance(node, Sequence) else ():
        found: list[Text | None] = [*texts(entry.get("path") if isinstance(entry, Mapping) else entry)]
        yield from found or [None]


def pairs(node: Node | None, separators: str = "=") -> Iterator[Pair]:
    """Yield the entries of a mapping, or of a list of ``NAME=value``; a list may hold mappings once it is merged."""
    if isinstance(node, Mapping):
        for key, value in node:
            if isinstance(value, Scalar):
                said = None if value.null else value.text
                yield Pair(Span(key.start, max(value.span.end, key.end)), key.text, said)
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Mapping):
                yield from pairs(item)
            elif isinstance(item, Scalar):
                yield _pair(item.text, separators)


def _pair(text: Text, separators: str) -> Pair:
    masked = mask(text)
    at = min((place for separator in separators if (place := masked.find(separator)) >= 0), default=-1)
    if at < 0:
        return Pair(text.span, text, None)
    return Pair(text.span, part(text, masked, 0, at), part(text, masked, at + 1, len(text)))


def named(node: Node | None) -> Iterator[tuple[Text, Mapping]]:
    """Yield the names of a list, or of a mapping each with its settings: ``networks``, ``depends_on``, ``secrets``."""
    if isinstance(node, Mapping):
        for key, value in node:
            yield key.text, value if isinstance(value, Mapping) else EMPTY
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar):
                yield item.text, EMPTY
            elif isinstance(item, Mapping):
                source = item.text("source")
                if source is not None:
                    yield source, item
                elif "source" not in item:
                    yield from named(item)


def mask(text: Text) -> str:
    """Return a text of the same length in which no variable can be mistaken for anything else."""
    return str(text) if text.known else _REFERENCE.sub(lambda match: "x" * len(match[0]), text)


def part(text: Text, masked: str, start: int, end: int) -> Text:
    """Return a part of a text, which is known when no variable stands in it."""
    found = text.part(start, end)
    found.known = text.known or masked[start:end] == text[start:end]
    return found


def ports(node: Node | None) -> Iterator[PortMapping]:
    """Yield the entries of ``ports``."""
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar):
            if not item.null:
                yield _short_port(item)
        elif isinstance(item, Mapping):
            target = item.text("target")
            if target is not None:
                published, last = _range(item.text("published"))
                protocol, address = item.text("protocol"), item.text("host_ip")
                yield PortMapping(item.span, item, target, None, published, last, address, protocol)


def _short_port(item: Scalar) -> PortMapping:
    """Read ``[[IP:]HOST:]CONTAINER[/PROTOCOL]``."""
    text = item.text
    masked = mask(text)
    slash = masked.rfind("/")
    protocol = part(text, masked, slash + 1, len(text)) if slash >= 0 else None
    end = slash if slash >= 0 else len(text)
    colon = masked.rfind(":", 0, end)
    target, target_last = _range(part(text, masked, colon + 1, end))
    published = address = None
    if colon >= 0:
        before = masked.rfind(":", 0, colon)
        published = part(text, masked, before + 1, colon) if before + 1 < colon else None
        if before > 0:
            bracket = masked[0] == "[" and masked[before - 1] == "]"
            address = part(text, masked, 1, before - 1) if bracket else part(text, masked, 0, before)
    published, last = _range(published)
    return PortMapping(text.span, item, target or text, target_last, published, last, address, protocol)


def _range(text: Text | None) -> tuple[Text | None, Text | None]:
    """Return the first and the last port of a range, None for the latter where it is one port."""
    if text is None:
        return None, None
    masked = mask(text)
    dash = masked.find("-")
    if dash < 0:
        return text, None
    return part(text, masked, 0, dash), part(text, masked, dash + 1, len(text))


def number(port: Text | None) -> int | None:
    """Return a port as a number, None for one that is not known or no port."""
    if port is None or not port.known or len(port) > 5 or not (port.isascii() and port.isdecimal()):
        return None
    value = int(port)
    return value if value < 65536 else None


def is_sexagesimal(item: Scalar) -> bool:
    """Tell whether an entry of ``ports`` is one number of base 60 for readers of YAML 1.1."""
    return not item.style and _BASE_60.fullmatch(item.value) is not None


def volumes(node: Node | None) -> Iterator[VolumeMount]:
    """Yield the entries of ``volumes`` of a service."""
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar):
            if not item.null:
                yield _short_volume(item)
        elif isinstance(item, Mapping):
            yield _long_volume(item)


def _short_volume(item: Scalar) -> VolumeMount:
    """Read ``[SOURCE:]TARGET[:OPTIONS]``."""
    text = item.text
    masked = mask(text)
    if _DRIVE.match(masked):
        masked = masked[0] + "x" + masked[2:]
    first = masked.find(":")
    if first < 0:
        return VolumeMount(text.span, item, "volume", None, text, (), False, None)
    drive = _DRIVE.match(masked, first + 1)
    second = masked.find(":", drive.end() if drive else first + 1)
    end = second if second >= 0 else len(text)
    source = _piece(text, 0, first)
    target = _piece(text, first + 1, end)
    options = tuple(_split(_piece(text, second + 1, len(text)))) if second >= 0 else ()
    return VolumeMount(
        text.span, item, kind_of_source(source), source, target, options, "ro" in options or "readonly" in options,
        next((found for option in options if (found := _propagation(option)) is not None), None),
    )


def _piece(text: Text, start: int, end: int) -> Text:
    return part(text, mask(text), start, end)


def _split(text: Text) -> Iterator[Text]:
    """Yield the words between commas."""
    at = 0
    for word in text.split(","):
        yield _piece(text, at, at + len(word))
        at += len(word) + 1


def _long_volume(item: Mapping) -> VolumeMount:
    kind = item.text("type")
    word = item.mapping("bind").text("propagation")
    return VolumeMount(
        item.span, item, str(kind) if kind is not None else "volume", item.text("source"), item.text("target"), (),
        item.is_true("read_only"), _propagation(word) if word is not None else None,
    )


def _propagation(word: Text) -> Text | None:
    """Return a propagation in the words of the kernel, None for another word."""
    name = _PROPAGATIONS.get(str(word), str(word))
    if name not in _PROPAGATIONS.values():
        return None
    return word if name == word else word.substitute(name)


def looks_like_path(source: Text) -> bool:
    """Tell whether a source that Compose takes for the name of a volume is spelled as a path of the project."""
    return source.known and _PATH.fullmatch(source) is not None


def kind_of_source(source: Text) -> str:
    """Return bind for a path of the host, volume for a name; a variable alone may be either and counts as a name."""
    return "bind" if _HOST_PATH.match(source) or _VARIABLE_PATH.match(source) else "volume"
