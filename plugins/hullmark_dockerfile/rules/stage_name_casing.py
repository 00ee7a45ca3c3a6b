"""A stage name is not in lower case.

Why: the builder lowers stage names, so ``AS Build`` and ``AS build`` are one stage although they look like two.
Instead: write ``FROM golang:1.22 AS build``.
Flags: a stage name with a capital letter.
Not flagged: a name that holds a variable, which invalid-stage-name reports.
Fix safety: safe; the name is lowered where it is given and wherever the file mentions it in the same spelling, and
mentions in another casing go on meaning the same stage.
See: https://docs.docker.com/reference/build-checks/stage-name-casing/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Stage


@rule(STYLE, INFO, on=Stage, profile=STRICT, peers="buildkit:StageNameCasing")
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    name = stage.name
    if name is None or name == name.lower() or "$" in name:
        return
    yield Problem(name, f"the stage name {name} is not in lower case", _fix(stage, name))


def _fix(stage: Stage, name: Text) -> Fix | None:
    edits: list[Edit] = []
    for place in (name, *_mentions(stage.dockerfile, name)):
        edit = place.edit(name.lower())
        if edit is None:
            return None
        edits.append(edit)
    return Fix("write it in lower case everywhere", tuple(edits), safe=True)


def _mentions(dockerfile: Dockerfile, name: Text) -> Iterator[Text]:
    """Yield the places that name a stage in this very spelling."""
    for instruction in dockerfile.instructions:
        if instruction.key == "FROM" and instruction.words and instruction.words[0] == name:
            yield instruction.words[0]
        elif instruction.key == "COPY":
            yield from (f.value for f in instruction.flags if f.name == "from" and f.value == name and f.value)
        elif instruction.key == "RUN":
            origins = (mount.options.get("from") for mount in instruction.mounts)
            yield from (origin for origin in origins if origin is not None and origin == name)
