"""A Dockerfile as far as the files that have it built have to know it: its stages, arguments and copied paths.

It is looked at with patterns: what a file beside it says is judged, not the Dockerfile.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from posixpath import dirname

from hullmark.deferred import pattern
from hullmark.document import Surroundings
from hullmark.model import Build
from hullmark.model import ContextCopy
from hullmark.model import Source

_SYNTAX = pattern(r"#[ \t]*syntax[ \t]*=[ \t]*(?!(?:docker\.io/)?docker/dockerfile(?:[:@\s]|$))\S", re.IGNORECASE)
#: The end of a line that goes on with the next, comments between them included.
_CONTINUED = pattern(r"[\\`][ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*")
_STAGE = pattern(r"^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*\S+(?:[ \t]+AS[ \t]+(\S+))?", re.MULTILINE | re.IGNORECASE)
_ARG = pattern(r"^[ \t]*(?:ONBUILD[ \t]+)?ARG[ \t]+([^\n]*)", re.MULTILINE | re.IGNORECASE)
_COPY = pattern(r"^[ \t]*(?:COPY|ADD)[ \t]+([^\n]*)", re.MULTILINE | re.IGNORECASE)
#: What makes a source something else than one path of the context.
_OPEN = pattern(r"[$*?\[]|://|^git@")
_DECLARED = pattern(r"(?:^|(?<=[\s\"']))([A-Za-z_]\w*)(?=[=\s\"']|$)", re.ASCII)


def read(source: Source, surroundings: Surroundings) -> str | None:
    """Return the text of a Dockerfile, one line an instruction; None where it is not at hand, or no ordinary one."""
    if source.inline is not None:
        text = str(source.inline) if source.inline.known else None
    else:
        text = surroundings.read(source.path) if source.path is not None else None
    if text is None or _SYNTAX.search(text) is not None or _STAGE.search(text) is None:
        return None
    return _CONTINUED.sub(" ", text)


def read_all(build: Build, surroundings: Surroundings) -> list[str]:
    """Return the texts of all Dockerfiles of a build, none where one of them is not at hand."""
    texts = [read(source, surroundings) for source in build.sources]
    return [] if None in texts else [text for text in texts if text is not None]


def at_root(source: Source) -> bool:
    """Tell whether a Dockerfile is a file at the root of its context, as its own format takes it to be."""
    if source.inline is not None or source.path is None or source.context is None:
        return False
    return (dirname(source.path) or ".") == source.context


def context_copy(build: Build, surroundings: Surroundings) -> Iterator[ContextCopy]:
    """Yield that a Dockerfile copies the context, unless it lies in it, where its own format tells."""
    source, at = build.sources[0], build.at
    if at is None or source.path is None or source.context is None or at_root(source):
        return
    text = read(source, surroundings)
    ships = copies_context(text) if text is not None else None
    if ships is not None:
        yield ContextCopy(at.span, at, source.path, source.context if source.context != "." else "", ships)


def copies_context(dockerfile: str) -> bool | None:
    """Tell whether the whole context is copied: True into the last stage, False into one before, None into none."""
    last = max((match.start() for match in _STAGE.finditer(dockerfile)), default=0)
    for part, ships in ((dockerfile[last:], True), (dockerfile[:last], False)):
        if any(source in (".", "./", "/") for source in copied_by(part)):
            return ships
    return None


def copied_by(dockerfile: str) -> Iterator[str]:
    """Yield the paths that COPY and ADD take from the context, those with variables and wildcards left out."""
    for arguments in _COPY.findall(dockerfile):
        words = _words(arguments)
        flags = [word for word in words if word.startswith("--")]
        if any(flag.startswith("--from") for flag in flags) or "<<" in arguments:
            continue
        for source in words[len(flags):-1]:
            if _OPEN.search(source) is None:
                yield source


def _words(arguments: str) -> list[str]:
    """Split the words of an instruction in either form."""
    if arguments.rstrip().endswith("]") and "[" in arguments:
        flags, _, listed = arguments.partition("[")
        try:
            return [*flags.split(), *(str(word) for word in json.loads(f"[{listed}"))]
        except ValueError:
            pass
    return arguments.split()


def arguments_of(dockerfile: str) -> set[str]:
    """Return the names that ARG declares, and perhaps more."""
    return {name for line in _ARG.findall(dockerfile) for name in _DECLARED.findall(line)}


def stages_of(dockerfile: str) -> list[str]:
    """Return the names of the stages in lower case, "" for one without."""
    return [name.lower() for name in _STAGE.findall(dockerfile)]
