"""The Dockerfile that a service is built from, as far as a Compose file has to know it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hullmark.plugin import pattern

from hullmark_compose.tree import Service

_SYNTAX = pattern(r"#[ \t]*syntax[ \t]*=[ \t]*(?!(?:docker\.io/)?docker/dockerfile(?:[:@\s]|$))\S", re.IGNORECASE)
#: The end of a line that goes on with the next, comments between them included.
_CONTINUED = pattern(r"[\\`][ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*")
_STAGE = pattern(r"^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*\S+(?:[ \t]+AS[ \t]+(\S+))?", re.MULTILINE | re.IGNORECASE)
_ARG = pattern(r"^[ \t]*(?:ONBUILD[ \t]+)?ARG[ \t]+([^\n]*)", re.MULTILINE | re.IGNORECASE)
_DECLARED = pattern(r"(?:^|(?<=[\s\"']))([A-Za-z_]\w*)(?=[=\s\"']|$)", re.ASCII)


def dockerfile_of(service: Service, siblings: Mapping[str, str]) -> str | None:
    """Return the text that a service is built from, None where it is not at hand, or is no ordinary one."""
    build, context = service.build, service.context
    inline = build.scalar("dockerfile_inline")
    name = build.text("dockerfile")
    if inline is not None:
        text: str | None = inline.value if inline.known else None
    elif context in (".", "./") and (name is None or name.removeprefix("./") == "Dockerfile"):
        text = siblings.get("Dockerfile")
    else:
        text = None
    if text is None or _SYNTAX.search(text) is not None or _STAGE.search(text) is None:
        return None
    return _CONTINUED.sub(" ", text)


def arguments_of(dockerfile: str) -> set[str]:
    """Return the names that ARG declares, and perhaps more."""
    return {name for line in _ARG.findall(dockerfile) for name in _DECLARED.findall(line)}


def stages_of(dockerfile: str) -> list[str]:
    """Return the names of the stages in lower case, "" for one without."""
    return [name.lower() for name in _STAGE.findall(dockerfile)]
