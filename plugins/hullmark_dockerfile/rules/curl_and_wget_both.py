"""Both curl and wget are used in one stage.

Why: either does the work of both. The second one is a package more to install, to update and to be told about proxies
and certificates.
Instead: keep to one of them, mostly the one that the base image has.
Flags: the first use of the second of the two in the RUN instructions of a stage.
Not flagged: the two in different stages; ``apk add curl wget`` alone; HEALTHCHECK and CMD; busybox's own wget on
Alpine, which costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.downloads import is_busybox_wget
from hullmark_dockerfile.tree import Stage


@rule(
    BUILD,
    INFO,
    on=Stage,
    profile=ALL,
    peers=(
        "hadolint:DL4001 trivy:DS-0014 kics:Run-Using-'wget'-and-'curl' semgrep:use-either-wget-or-curl"
        " pathfinder:DOCKER-BP-024"
    ),
)
def check(stage: Stage, context: Context) -> Iterator[Problem]:
    """Flag the first use of the second program."""
    first: Command | None = None
    for command in _downloads(stage):
        if first is None:
            first = command
        elif command.program != first.program:
            if not is_busybox_wget(stage, command) and not is_busybox_wget(stage, first):
                notes = ((first.name, f"{first.program} is used here"),)
                message = f"{command.program} is used besides {first.program} in the same stage"
                yield Problem(command.name, message, notes=notes)
            return


def _downloads(stage: Stage) -> Iterator[Command]:
    for instruction in stage.instructions:
        run = instruction.trigger or instruction
        if run.key == "RUN" and ("curl" in run.whole or "wget" in run.whole) and run.script is not None:
            for command in run.script.commands:
                if command.program in ("curl", "wget"):
                    yield command
