"""A stage has a name that Docker reserves.

Why: ``scratch`` is the empty image and ``context`` the files of the build; FROM and ``COPY --from`` with these names
then mean the one or the other, depending on the builder.
Instead: name the stage after what it does, as in ``FROM golang:1.23 AS build``.
Flags: the names scratch and context, in any case.
Not flagged: names that only begin like these.
See: https://docs.docker.com/reference/build-checks/reserved-stage-name/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction


@rule(
    VALIDITY, WARNING, on=Instruction, when=("FROM",), peers="hadolint:DL3063 buildkit:ReservedStageName"
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    name = instruction.stage.name
    if name is not None and name.lower() in ("scratch", "context"):
        yield Problem(name, f"{name} is a reserved name and cannot be used for a stage")
