"""A variable has no default, and nothing sets it.

Why: Compose puts nothing in its place and only warns: the image loses its tag, the password is empty. Bake refuses the
file.
Instead: give a default, ``${TAG:-1.27}``, or refuse to start without a value, ``${TAG:?set the tag}``; in a bake file
declare it, ``variable "TAG" { default = "1.27" }``.
Flags: the first use of each variable that is written ``$NAME`` or ``${NAME}`` and that ``.env`` beside the file does
not set; without such a file only in the profile all. A shell sets ``UID`` and ``GID`` but does not pass them on. In a
bake file one that has no ``variable``.
Not flagged: variables with a default, a message or a replacement; keys; ``$$``; those of Compose itself, and HOME,
USER, PWD and the like, which every shell passes on; in a bake file names of its loops, matrices and functions, and what
a file that is read with it mentions.
See: https://docs.docker.com/reference/compose-file/interpolation/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Unset
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    VALIDITY,
    {"": INFO, "bake": ERROR},
    on=Unset,
    profile=STRICT,
    peers="composego:variable-not-set buildx:undefined-variable",
)
def check(unset: Unset, context: Context) -> Iterator[Problem]:
    """Flag the use."""
    yield Problem(unset, unset.reason, profile=unset.profile)
