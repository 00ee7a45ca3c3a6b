"""Files of variables beside Compose: ``NAME=value``.

Source: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax, and the
parser that Compose has for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Container
from hullmark.model import Repeated
from hullmark.model import Variable
from hullmark.plugin import Comment
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import Wanted
from hullmark.plugin import join
from hullmark.plugin import pattern

from hullmark_daemon.environment import repeated
from hullmark_daemon.settings import Fault
from hullmark_daemon.settings import base_name
from hullmark_daemon.settings import scope

_NAME = pattern(r"[ \t]*(?:export[ \t]+)?(?P<name>[^\s=:#'\"$]+)(?P<gap>[ \t]*)(?P<sign>[=:]?)[ \t]*")
_ALLOWED = pattern(r"[\w.\-\[\]]+", re.ASCII)
_BARE = pattern(r"(?:[^\s#]+|(?<![ \t])#|[ \t]+(?=[^\s#]))*")
_SINGLE = pattern(r"'([^']*)'")
_DOUBLE = pattern(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_PIECE = pattern(r"\\(.)|[^\\]+", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_REFERENCE = pattern(r"(?<!\\)\$(?:\{|[A-Za-z_])")

#: Endings of files that only show which variables there are.
_SAMPLE = pattern(r"(?:^|[.-])(?:example|sample|template|tmpl|tpl|dist|defaults?)(?:[.-]|$)")
#: Endings of programs and of other formats.
_OTHER = (".js", ".ts", ".mjs", ".cjs", ".py", ".rb", ".php", ".sh", ".json", ".yaml", ".yml", ".toml", ".md")
_FIRST = pattern(r"\s*(?:#[^\n]*(?:\n\s*|\Z))*(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*(?:=|:[ \t]|$)", re.MULTILINE)


class Entry(NamedTuple):
    """A line that declares a variable; ``value`` is None where it is taken over from the environment."""

    span: Span
    name: Text
    value: Text | None


class Environment(NamedTuple):
    """All variables of a file. ``sample`` tells that the file only shows which there are."""

    span: Span
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    comments: tuple[Comment, ...]
    sample: bool


def recognises(path: str, head: str) -> bool:
    """Tell whether a file declares variables, and is no program that is called like one that does."""
    return not base_name(path).endswith(_OTHER) and (not head.strip() or _FIRST.match(head) is not None)


def read(document: Document) -> Environment:
    """Read the variables of a file. Never raises."""
    text = document.text
    entries: list[Entry] = []
    faults: list[Fault] = []
    comments: list[Comment] = []
    at = 0
    while at < len(text):
        newline = text.find("\n", at)
        end = newline if newline >= 0 else len(text)
        line = text[at:end].strip()
        if not line or line[0] == "#":
            _comment(text, at, end, comments)
        else:
            end = _entry(text, at, end, entries, faults, comments)
        at = end + 1
    sample = _SAMPLE.search(base_name(document.path)) is not None
    return Environment(document.span, tuple(entries), tuple(faults), tuple(comments), sample)


def _entry(
    text: str, at: int, end: int, entries: list[Entry], faults: list[Fault], comments: list[Comment]
) -> int:
    """Read an entry and return where its last line ends."""
    match = _NAME.match(text, at, end)
    if match is None or match["gap"] and not match["sign"]:
        whole = _stripped(text, at, end)
        faults.append(Fault(whole.span, "this is no variable; write NAME=value"))
        return end
    name = Text(match["name"], Span(*match.span("name")))
    if not _ALLOWED.fullmatch(name):
        faults.append(Fault(name.span, f"{name} is no name of a variable"))
    if not match["sign"]:
        entries.append(Entry(name.span, name, None))
        return end
    start = match.end()
    value, behind = _value(text, start, end)
    if value is None:
        faults.append(Fault(Span(start, start + 1), f"the quote that opens the value of {name} is never closed"))
        return end
    entries.append(Entry(Span(name.start, max(value.end, match.end("sign"))), name, value))
    newline = text.find("\n", behind)
    end = newline if newline >= 0 else len(text)
    rest = _stripped(text, behind, end)
    if rest and rest[0] != "#":
        faults.append(Fault(rest.span, f"this stands behind the value of {name}; is it another variable?"))
    _comment(text, behind, end, comments)
    return end


def _value(text: str, start: int, end: int) -> tuple[Text | None, int]:
    """Return the value that begins at an offset and where it ends; None for a quote that is never closed."""
    quote = text[start:start + 1]
    if quote in ("'", '"') and start < end:
        match = (_SINGLE if quote == "'" else _DOUBLE).match(text, start)
        if match is None:
            return None, end
        return _quoted(Text(match[0], Span(*match.span())), quote), match.end()
    bare = _BARE.match(text, start, end)
    assert bare is not None
    return Text(bare[0], Span(*bare.span()), known=not _REFERENCE.search(bare[0])), bare.end()


def _quoted(whole: Text, quote: str) -> Text:
    """Return what stands between quotes: as it is between single ones, without escapes between double ones."""
    inner = whole.part(1, len(whole) - 1)
    if quote == "'" or "\\" not in inner:
        runs = (0,), (whole.start + 1,)
        return Text(str(inner), whole.span, runs, quote == "'" or not _REFERENCE.search(inner))
    pieces = []
    for match in _PIECE.finditer(inner):
        escaped = match[1]
        if escaped is None or escaped not in _ESCAPES and escaped not in '"\\$':
            pieces.append((match[0], inner.start + match.start()))
        else:
            pieces.append((_ESCAPES.get(escaped, escaped), inner.start + match.start()))
    found = join(pieces, whole.end)
    return Text(str(found), whole.span, found.runs or ((0,), (found.start,)), not _REFERENCE.search(inner))


def _stripped(text: str, start: int, end: int) -> Text:
    return Text(text[start:end], Span(start, end)).strip_part()


def _comment(text: str, start: int, end: int, comments: list[Comment]) -> None:
    """Add the comment in the rest of a line, if there is one."""
    mark = text.find("#", start, end)
    if mark >= 0 and not text[start:mark].strip():
        stop = mark + len(text[mark:end].rstrip())
        comments.append(Comment(_stripped(text, mark + 1, stop), Span(mark, stop)))


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document."""
    document = Document(path, text, "dotenv", options=options)
    environment = read(document)
    document.tree = environment
    document.comments = environment.comments
    document.facts = facts(environment, wanted)
    return document


def facts(environment: Environment, wanted: Wanted) -> Iterator[object]:
    """Yield the file, then its variables as those of a container, unless they are samples."""
    yield from environment.faults
    yield environment
    if wanted(Repeated):
        yield from repeated((entry.name, entry.value) for entry in environment.entries)
    if environment.sample or not wanted(Variable):
        return
    container = Container(environment.span, None, "service", True, None, None, None, "run")
    container = container._replace(environment=tuple((entry.name, entry.value) for entry in environment.entries))
    for entry in environment.entries:
        yield Variable(*entry, "env", container)


FORMAT = Format("dotenv", (".env", ".env.*", "*.env"), parse_document, scope, recognises=recognises)
