"""The fixtures of rules: Markdown files with source blocks, the expected findings drawn as carets under the source.

A line of blanks and carets is not part of the source: it marks the columns of one finding on the line above, with the
beginning of its message; ``info: `` or another severity in front says that the finding has that one. A ``+`` behind
the carets says that the span runs past the line. A block without carets must yield nothing. Words behind the format in
a block's opening line: ``fixed`` or ``unsafe-fixed`` make it the expected text of the block before, ``sibling NAME`` a
file around the next block that rules may read, ``ignored NAME`` one that git ignores and, if empty, is not there,
``beside NAME`` one of the same format that is linted with it, and ``named NAME`` gives the block's own file a name,
behind which ``without MODULE`` takes away a module. A ``toml`` block is the configuration of the block behind it.
"""

from __future__ import annotations

import pathlib
import posixpath
import re
from typing import NamedTuple

from hullmark.document import Surroundings

FOLDER = pathlib.Path(__file__).parent / "rules"

_FENCE = re.compile(r"```(?P<info>\w.*?)?\s*$")
_CARETS = re.compile(r"(?P<blank> *)(?P<carets>\^+)(?P<past>\+?)(?: +(?P<message>\S.*))?$")
_SEVERITY = re.compile(r"(error|warning|info):(?: |$)")


class Expected(NamedTuple):
    """A finding: 1-based line and columns (the end exclusive, None past the line), and how its message begins.

    ``severity`` is "" where the fixture does not say it.
    """

    line: int
    column: int
    end_column: int | None
    message: str
    severity: str = ""


class Given(Surroundings):
    """Surroundings that a fixture spells out: texts by name, and the names that git ignores."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.hidden: set[str] = set()

    def read(self, name: str) -> str | None:
        return self.texts.get(posixpath.normpath(name))

    def exists(self, name: str) -> bool | None:
        if name.startswith(("/", "~")) or "://" in name:
            return None
        name = posixpath.normpath(name)
        return any(text == name or text.startswith(f"{name}/") for text in self.texts) or name == "."

    def ignored(self, name: str) -> bool | None:
        return posixpath.normpath(name) in self.hidden


class Block(NamedTuple):
    """A source with what is expected of it."""

    number: int
    format: str
    source: str
    expected: tuple[Expected, ...]
    config: str
    surroundings: Given
    fixed: str | None = None
    unsafe_fixed: str | None = None
    path: str = "Dockerfile"
    beside: dict[str, str] = {}
    without: str = ""


#: What a file of a format is called where the block does not say.
NAMES = {"compose": "compose.yaml"}


def read(path: pathlib.Path) -> list[Block]:
    """Read the blocks of a fixture. Raises ValueError for a file that is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if lines[0] != f"# {path.stem}":
        raise ValueError(f"{path}: the first line must be '# {path.stem}'")
    blocks: list[Block] = []
    config = ""
    around = Given()
    beside: dict[str, str] = {}
    for number, info, body in _fences(lines):
        kind, _, rest = info.partition(" ")
        text = "".join(f"{line}\n" for line in body)
        if kind == "toml" and not rest:
            config = text
        elif rest.startswith(("sibling ", "ignored ")):
            word, _, name = rest.partition(" ")
            around.texts |= {name: text} if text or word == "sibling" else {}
            around.hidden |= {name} if word == "ignored" else set()
        elif rest.startswith("beside "):
            beside[rest.partition(" ")[2]] = text
        elif rest == "fixed":
            blocks[-1] = blocks[-1]._replace(fixed=text)
        elif rest == "unsafe-fixed":
            blocks[-1] = blocks[-1]._replace(unsafe_fixed=text)
        elif rest and not rest.startswith("named "):
            raise ValueError(f"{path}:{number}: unknown words behind the format: {rest}")
        else:
            source, expected = _marked(body)
            path, _, without = rest.removeprefix("named ").partition(" without ")
            path = path or NAMES.get(kind, "Dockerfile")
            blocks.append(
                Block(number, kind, source, expected, config, around, path=path, beside=beside, without=without)
            )
            config, around, beside = "", Given(), {}
    return blocks


def _fences(lines: list[str]) -> list[tuple[int, str, list[str]]]:
    """Return the line number, the info string and the lines of each fenced block."""
    found = []
    inside: list[str] | None = None
    start, info = 0, ""
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line)
        if fence and inside is None and fence["info"]:
            inside, start, info = [], number, fence["info"]
        elif fence and inside is not None and not fence["info"]:
            found.append((start, info, inside))
            inside = None
        elif inside is not None:
            inside.append(line)
    return found


def _marked(body: list[str]) -> tuple[str, tuple[Expected, ...]]:
    """Separate source and carets."""
    source: list[str] = []
    expected = []
    for line in body:
        carets = _CARETS.match(line)
        if carets and source:
            column = len(carets["blank"]) + 1
            end = None if carets["past"] else column + len(carets["carets"])
            said = _SEVERITY.match(carets["message"] or "")
            message = (carets["message"] or "")[said.end() if said else 0:]
            expected.append(Expected(len(source), column, end, message, said[1] if said else ""))
        else:
            source.append(line)
    return "".join(f"{line}\n" for line in source), tuple(expected)


def paths() -> list[pathlib.Path]:
    """Return the fixtures."""
    return sorted(FOLDER.glob("*.md"))
