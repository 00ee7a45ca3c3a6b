"""Files of variables, as Compose and others read them: ``NAME=value``.

Source: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax, and the
parser that Compose has for it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hullmark.deferred import pattern
from hullmark.text import Comment
from hullmark.text import Span
from hullmark.text import Text
from hullmark.text import join

_NAME = pattern(r"[ \t]*(?:export[ \t]+)?(?P<name>[^\s=:#'\"$]+)(?P<gap>[ \t]*)(?P<sign>[=:]?)[ \t]*")
_ALLOWED = pattern(r"[\w.\-\[\]]+", re.ASCII)
_BARE = pattern(r"(?:[^\s#]+|(?<![ \t])#|[ \t]+(?=[^\s#]))*")
_SINGLE = pattern(r"'([^']*)'")
_DOUBLE = pattern(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_PIECE = pattern(r"\\(.)|[^\\]+", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_REFERENCE = pattern(r"(?<!\\)\$(?:\{|[A-Za-z_])")


class Entry(NamedTuple):
    """A line that declares a variable; ``value`` is None where it is taken over from the environment."""

    span: Span
    name: Text
    value: Text | None


class Broken(NamedTuple):
    """Something that declares no variable, and why."""

    span: Span
    message: str


class Variables(NamedTuple):
    """What a text says, each in its order."""

    entries: tuple[Entry, ...]
    broken: tuple[Broken, ...]
    comments: tuple[Comment, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that are given a value."""
        return frozenset(str(entry.name) for entry in self.entries if entry.value is not None)


def read_dotenv(text: str) -> Variables:
    """Read a text. Never raises."""
    entries: list[Entry] = []
    broken: list[Broken] = []
    comments: list[Comment] = []
    at = 0
    while at < len(text):
        newline = text.find("\n", at)
        end = newline if newline >= 0 else len(text)
        line = text[at:end].strip()
        if not line or line[0] == "#":
            _comment(text, at, end, comments)
        else:
            end = _entry(text, at, end, entries, broken, comments)
        at = end + 1
    return Variables(tuple(entries), tuple(broken), tuple(comments))


def _entry(
    text: str, at: int, end: int, entries: list[Entry], broken: list[Broken], comments: list[Comment]
) -> int:
    """Read an entry and return where its last line ends."""
    match = _NAME.match(text, at, end)
    if match is None or match["gap"] and not match["sign"]:
        whole = _stripped(text, at, end)
        broken.append(Broken(whole.span, "this is no variable; write NAME=value"))
        return end
    name = Text(match["name"], Span(*match.span("name")))
    if not _ALLOWED.fullmatch(name):
        broken.append(Broken(name.span, f"{name} is no name of a variable"))
    if not match["sign"]:
        entries.append(Entry(name.span, name, None))
        return end
    start = match.end()
    value, behind = _value(text, start, end)
    if value is None:
        broken.append(Broken(Span(start, start + 1), f"the quote that opens the value of {name} is never closed"))
        return end
    entries.append(Entry(Span(name.start, max(value.end, match.end("sign"))), name, value))
    newline = text.find("\n", behind)
    end = newline if newline >= 0 else len(text)
    rest = _stripped(text, behind, end)
    if rest and rest[0] != "#":
        broken.append(Broken(rest.span, f"this stands behind the value of {name}; is it another variable?"))
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
