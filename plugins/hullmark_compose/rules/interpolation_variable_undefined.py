"""A variable has no default and is not set in .env.

Why: Compose puts nothing in its place and only warns: the image loses its tag, the password is empty.
Instead: give a default, ``${TAG:-1.27}``, or refuse to start without a value, ``${TAG:?set the tag}``.
Flags: the first use of each variable that is written ``$NAME`` or ``${NAME}`` and that ``.env`` beside the file does
not set; without such a file only in the profile all. A shell sets ``UID`` and ``GID`` but does not pass them on.
Not flagged: variables with a default, a message or a replacement; keys; ``$$``; those of Compose itself, and HOME,
USER, PWD and the like, which every shell passes on.
See: https://docs.docker.com/reference/compose-file/interpolation/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.dotenv import read_dotenv
from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import walk

from hullmark_compose.interpolation import Interpolated
from hullmark_compose.tree import Project

_PASSED_ON = frozenset(("HOME", "USER", "USERNAME", "USERPROFILE", "LOGNAME", "PWD", "PATH", "SHELL", "LANG", "TERM"))


@rule(
    VALIDITY,
    INFO,
    on=Project,
    profile=STRICT,
    peers="composego:variable-not-set buildx:undefined-variable",
)
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the first use of each variable."""
    given = context.document.surroundings.read(".env")
    profile = ALL if given is None else DEFAULT
    seen = set(read_dotenv(given or "").names | _PASSED_ON)
    shown = read_dotenv(context.document.surroundings.read(".env.example") or "").names
    for key, section in project.root:
        for node in walk(section) if not key.value.startswith("x-") else ():
            for found in node.references if isinstance(node, Interpolated) else ():
                if found.operator or found.name in seen or found.name.startswith("COMPOSE_"):
                    continue
                seen.add(found.name)
                message = f"{found.name} has no default" + (" and is not set in .env" if profile == DEFAULT else "")
                if found.name in ("UID", "GID"):
                    message = f"{found.name} is set by shells but not passed on to Compose"
                elif found.name in shown:
                    message += ": .env.example names it"
                yield Problem(found.span, message, profile=profile)
