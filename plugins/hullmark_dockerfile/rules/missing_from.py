"""The file has no FROM, or an instruction stands in front of it.

Why: the build stops: ``no build stage in current context``. Only ARG may come before the first FROM.
Instead: begin with ``FROM image``, or with ``FROM scratch`` for an image without a base.
Flags: the first instruction other than FROM and ARG that no FROM precedes; a file of comments or ARG alone; an empty
file.
Not flagged: directives, comments and ARG in front of FROM; files for a template engine or a preprocessor, or that
``# syntax=`` hands to another frontend; files whose first instruction is unknown, which is unknown-instruction.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.frontends import foreign
from hullmark_dockerfile.frontends import other_frontend
from hullmark_dockerfile.tree import Dockerfile


@rule(
    VALIDITY,
    ERROR,
    on=Dockerfile,
    peers=(
        "hadolint:DL3061 dockerfilelint:from_first dockerfileutils:NO_SOURCE_IMAGE"
        " dockerfile_lint:missing-or-misplaced-from buildkit:build-error"
    ),
)
def check(dockerfile: Dockerfile, context: Context) -> Iterator[Problem]:
    """Flag the first instruction, or the first line of a file without one."""
    if other_frontend(dockerfile):
        return
    first = next((instruction for instruction in dockerfile.instructions if instruction.key != "ARG"), None)
    if first is not None and (first.key == "FROM" or foreign(first)):
        return
    if first is not None:
        yield Problem(first.keyword, f"{first.key} stands in front of the first FROM")
    elif dockerfile.outside:
        yield Problem(dockerfile.outside[0].keyword, "the file has no FROM, only ARG")
    else:
        yield Problem(context.document, "the file has no FROM")
