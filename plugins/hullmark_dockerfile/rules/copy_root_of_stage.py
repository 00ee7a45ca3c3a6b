"""The whole file system of a stage is copied.

Why: all of it lands in one layer, package caches and build tools included, and nothing of the configuration does: no
environment, no command, no user.
Instead: begin the stage with ``FROM build``, or copy the folders that are needed.
Flags: COPY with ``--from``, a source ``/`` and the destination ``/``; as information where the origin is an image and
not a stage.
Not flagged: a copy with ``--exclude``; other sources or destinations.
See: https://docs.docker.com/build/building/multi-stage/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.origins import origins
from hullmark_dockerfile.origins import stage_of
from hullmark_dockerfile.tree import Instruction


@rule(BUILD, WARNING, on=Instruction, when=("COPY",), peers="hadolint:DL3067")
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the source."""
    for origin in origins(instruction):
        *sources, destination = instruction.expanded or ("",)
        root = next((source for source in sources if source == "/"), None)
        if root is None or destination != "/" or instruction.flag("exclude") is not None:
            return
        stage = stage_of(instruction, origin)
        severity = INFO if stage is None else None
        yield Problem(root, f"all files of {origin.name} are copied at once", severity=severity)
