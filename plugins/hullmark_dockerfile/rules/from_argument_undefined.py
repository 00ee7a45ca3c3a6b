"""FROM uses a variable that no ARG in front of the first FROM declares.

Why: FROM sees only the arguments above the first FROM and BuildKit's platform arguments. Any other variable is empty,
whatever ``--build-arg`` says, and the base is another one or none.
Instead: declare it with ``ARG NAME=default`` above the first FROM.
Flags: such a variable in the base or in ``--platform``; an ARG inside a stage does not count.
Not flagged: ``${NAME:-default}`` and ``${NAME:+text}``; BUILDPLATFORM, TARGETARCH and the like; proxy arguments.
Fix safety: the declaration is safe, since it leaves the variable empty until a build sets it; a corrected spelling is
unsafe.
See: https://docs.docker.com/reference/build-checks/undefined-arg-in-from/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Document
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.scopes import Reference
from hullmark_dockerfile.spelling import nearest
from hullmark_dockerfile.tree import PLATFORM_ARGS
from hullmark_dockerfile.tree import PROXY_ARGS
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.variables import in_from


@rule(
    VALIDITY, ERROR, on=Instruction, when=("FROM",), hints=("$",),
    peers="buildkit:UndefinedArgInFrom dockerfileutils:BASE_NAME_EMPTY",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag each variable."""
    if instruction.onbuild:
        return
    known = instruction.stage.dockerfile.globals.keys() | PLATFORM_ARGS | PROXY_ARGS
    for reference in in_from(instruction):
        if reference.name in known or reference.guarded and "?" not in reference.modifier[:2]:
            continue
        close = nearest(reference.name, known - PROXY_ARGS)
        if close is not None:
            message = f"{reference.name} is not declared before the first FROM; did you mean {close}?"
            yield Problem(reference.at, message, _corrected(reference, close))
        else:
            message = f"{reference.name} is not declared before the first FROM, so it is empty"
            yield Problem(reference.at, message, _declared(reference.name, context.document))


def _corrected(reference: Reference, close: str) -> Fix | None:
    edit = reference.bare.edit(close)
    return Fix(f"write {close}", (edit,), safe=False) if edit else None


def _declared(name: str, document: Document) -> Fix | None:
    """Return the fix that declares a name: below the other arguments, or above the first FROM and its comments."""
    newline = document.newline
    outside = document.tree.outside
    if outside:
        end = outside[-1].end
        return Fix(f"declare {name}", (Edit(Span(end, end), f"{newline}ARG {name}"),), safe=True)
    first = document.position(document.tree.stages[0].span.start)[0]
    directives = len(document.tree.directives)
    while first > directives and document.text[slice(*document.lines.span(first - 1))].lstrip().startswith("#"):
        first -= 1
    start = document.lines.starts[first]
    return Fix(f"declare {name}", (Edit(Span(start, start), f"ARG {name}{newline}"),), safe=True)
