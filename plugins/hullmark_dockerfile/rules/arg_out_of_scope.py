"""An ARG is used where it is not in scope and is therefore empty.

Why: an ARG in front of the first FROM feeds FROM lines only, and one inside a stage holds from its line to the end of
that stage. Elsewhere the name stands for nothing: the build downloads ``app-.tar.gz`` and may not even fail.
Instead: repeat ``ARG NAME`` without a value in the stage; it brings in the value from before FROM, or the one that
BuildKit gives (TARGETARCH and the like).
Flags: the first use in each stage, in a shell command too, of a name that ARG declares only before the first FROM,
further down, or in another stage, and of BuildKit's platform arguments without ARG; ``ARG NAME=$NAME``.
Not flagged: ``${NAME:-default}``; a name that ENV, the base image or the command itself sets; stages of Windows.
Fix safety: unsafe; the argument's value reaches commands that had an empty string so far.
See: https://docs.docker.com/reference/dockerfile/#scope
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.scopes import Reference
from hullmark_dockerfile.shellvariables import unset_in_shell
from hullmark_dockerfile.tree import PLATFORM_ARGS
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage
from hullmark_dockerfile.variables import declared


@rule(VALIDITY, WARNING, on=Stage, peers="buildkit:UndefinedVar")
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the first use of each name."""
    seen: set[str] = set()
    for instruction in stage.instructions:
        for reference in _unset(instruction):
            if reference.name not in seen and declared(instruction, reference.name):
                seen.add(reference.name)
                yield _problem(stage, instruction, reference, context)


def _unset(instruction: Instruction) -> Iterator[Reference]:
    if instruction.key == "FROM" or instruction.stage.windows:
        return
    yield from instruction.unset
    if instruction.key == "RUN":
        yield from unset_in_shell(instruction)


def _problem(stage: Stage, instruction: Instruction, reference: Reference, context: Context) -> Problem:
    name = reference.name
    places = stage.dockerfile.arguments.get(name, [])
    own = next((place for place in places if place.stage is stage), None)
    notes = ((places[0].keyword, "declared here"),) if places else ()
    if instruction.key == "ARG" and reference.owner == name:
        message = f"{name} is empty in its own default; ARG {name} alone takes the value from outside"
        return Problem(reference.at, message)
    if own is not None:
        line = context.document.position(own.span.start)[0] + 1
        return Problem(reference.at, f"{name} is declared only in line {line}, so it is empty here", notes=notes)
    if name in stage.dockerfile.globals:
        message = f"{name} is declared for FROM only, so it is empty in this stage"
    elif name in PLATFORM_ARGS:
        message = f"{name} is empty in this stage without ARG {name}"
    else:
        where = places[0].stage.label
        return Problem(reference.at, f"{name} is an argument of {where}, so it is empty here", notes=notes)
    return Problem(reference.at, message, _fix(stage, name, context.document.newline), notes)


def _fix(stage: Stage, name: str, newline: str) -> Fix | None:
    if stage.start is None:
        return None
    end = stage.start.end
    edit = Edit(Span(end, end), f"{newline}ARG {name}")
    return Fix(f"declare {name} in the stage", (edit,), safe=False)
