"""The Dockerfile that a service is built from, as far as a Compose file has to know it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from posixpath import dirname
from posixpath import join
from posixpath import normpath

from hullmark.plugin import Surroundings
from hullmark.plugin import pattern

from hullmark_compose.service import Service

_SYNTAX = pattern(r"#[ \t]*syntax[ \t]*=[ \t]*(?!(?:docker\.io/)?docker/dockerfile(?:[:@\s]|$))\S", re.IGNORECASE)
#: The end of a line that goes on with the next, comments between them included.
_CONTINUED = pattern(r"[\\`][ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*")
_STAGE = pattern(r"^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*\S+(?:[ \t]+AS[ \t]+(\S+))?", re.MULTILINE | re.IGNORECASE)
_ARG = pattern(r"^[ \t]*(?:ONBUILD[ \t]+)?ARG[ \t]+([^\n]*)", re.MULTILINE | re.IGNORECASE)
_COPY = pattern(r"^[ \t]*(?:COPY|ADD)[ \t]+([^\n]*)", re.MULTILINE | re.IGNORECASE)
#: What makes a source something else than one path of the context.
_OPEN = pattern(r"[$*?\[]|://|^git@")
_DECLARED = pattern(r"(?:^|(?<=[\s\"']))([A-Za-z_]\w*)(?=[=\s\"']|$)", re.ASCII)


def dockerfile_of(service: Service, surroundings: Surroundings) -> str | None:
    """Return the text that a service is built from, None where it is not at hand, or is no ordinary one."""
    inline = service.build.scalar("dockerfile_inline")
    path = path_of(service)
    if inline is not None:
        text = inline.value if inline.known else None
    else:
        text = surroundings.read(path) if path is not None else None
    if text is None or _SYNTAX.search(text) is not None or _STAGE.search(text) is None:
        return None
    return _CONTINUED.sub(" ", text)


def copies_context(dockerfile: str) -> bool | None:
    """Tell whether the whole context is copied: True into the last stage, False into one before, None into none."""
    last = max((match.start() for match in _STAGE.finditer(dockerfile)), default=0)
    for part, ships in ((dockerfile[last:], True), (dockerfile[:last], False)):
        if any(source in (".", "./", "/") for source in copied_by(part)):
            return ships
    return None


def path_of(service: Service) -> str | None:
    """Return where the Dockerfile of a service is, from the file's folder, None where nobody can say."""
    context, name = service.context, service.build.text("dockerfile")
    if context is None or not context.known or name is not None and not name.known:
        return None
    return normpath(join(context, name or "Dockerfile"))


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


def tells_itself(service: Service) -> bool:
    """Tell whether the Dockerfile is a file at the root of the context, as its own format takes it to be."""
    path, folder = path_of(service), service.context
    if service.build.has("dockerfile_inline") or path is None or folder is None:
        return False
    return (dirname(path) or ".") == normpath(folder)


def arguments_of(dockerfile: str) -> set[str]:
    """Return the names that ARG declares, and perhaps more."""
    return {name for line in _ARG.findall(dockerfile) for name in _DECLARED.findall(line)}


def stages_of(dockerfile: str) -> list[str]:
    """Return the names of the stages in lower case, "" for one without."""
    return [name.lower() for name in _STAGE.findall(dockerfile)]
