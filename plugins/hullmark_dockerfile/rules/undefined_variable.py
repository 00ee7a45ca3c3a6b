"""A variable is used that nothing sets, so the builder puts in nothing.

Why: the builder replaces an unknown variable by an empty string without a word: ``$APP_HOEM/bin`` becomes ``/bin``.
Instead: set the variable with ENV or ARG above its use, or write ``${NAME:-default}``.
Flags: a variable in the arguments of ADD, COPY, ENV, LABEL, ARG, EXPOSE, USER, VOLUME, WORKDIR, STOPSIGNAL or in a
mount of RUN that neither the stage nor its base sets, where the base's variables are known (scratch, distributions,
the common language images) or the name is nearly that of a variable that is set. HOME is not set for the builder.
Not flagged: names that may come from a base image whose variables are unknown; ``${NAME:-x}`` and ``${NAME+x}``;
``\\$NAME`` and single quotes; commands of RUN, CMD and ENTRYPOINT, which a shell reads; Windows; arguments that are
declared elsewhere, which is arg-out-of-scope. ``LD_LIBRARY_PATH=/x:$LD_LIBRARY_PATH`` is information, shown in the
profile strict.
Fix safety: unsafe; offered for slips of the pen, the value changes with the name.
See: https://docs.docker.com/reference/build-checks/undefined-var/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.environment import variables_of
from hullmark_dockerfile.scopes import Reference
from hullmark_dockerfile.spelling import nearest
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.variables import KEYWORDS
from hullmark_dockerfile.variables import declared


@rule(VALIDITY, WARNING, on=Instruction, when=KEYWORDS, hints=("$", "<<"), peers="buildkit:UndefinedVar")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the uses, each name once."""
    if instruction.stage.windows:
        return
    seen: set[str] = set()
    here = {str(pair.key) for pair in instruction.pairs} if instruction.key == "ENV" else ()
    for reference in instruction.unset:
        name = reference.name
        if name in seen or declared(instruction, name) or name in here and name != reference.owner:
            continue
        seen.add(name)
        yield from _problem(instruction, reference)


def _problem(instruction: Instruction, reference: Reference) -> Iterator[Problem]:
    stage, name = instruction.stage, reference.name
    inherited, whole = variables_of(stage.root_image)
    if reference.owner == name:
        if whole:
            message = f"{name} is not set before, so nothing is added here"
            yield Problem(reference.at, message, severity=INFO, profile=STRICT)
        return
    close = nearest(name, stage.variables(instruction.index) | inherited)
    if close is not None:
        edit = reference.bare.edit(close)
        fix = Fix(f"write {close}", (edit,), safe=False) if edit else None
        yield Problem(reference.at, f"{name} is not set; did you mean {close}?", fix)
    elif whole:
        why = "is no variable of the builder" if name == "HOME" else "is not set"
        yield Problem(reference.at, f"{name} {why}, so it is empty here")
