"""A pipe hides the failure of all but its last command.

Why: without ``pipefail`` a pipeline succeeds when its last command does. A download that fails in front of ``| tar`` or
``| tee`` leaves an empty or half a file, the build goes on, and the broken layer is cached.
Instead: write ``SHELL ["/bin/bash", "-o", "pipefail", "-c"]`` in front of the RUN (``/bin/ash`` on Alpine), begin the
RUN with ``set -o pipefail``, or save the output to a file first.
Flags: the first pipeline of a RUN with a command that may fail on its left, while neither SHELL nor the RUN sets
``pipefail``; also ``SHELL ["/bin/sh", "-o", "pipefail", "-c"]`` where sh is not known to take it. In the default
profile what downloads, unpacks, builds or installs, in front of a command that takes an empty input; in the profile
strict also the rest, such as ``| tar x``, which mostly fails itself.
Not flagged: ``||`` alone; echo, printf, yes and a here-document on the left; filters behind those; conditions of
``if`` and ``while``; a substitution whose status is lost anyway; ``| grep -q``; ``|| true`` behind; a download piped
into a shell, which is pipe-to-shell; Windows shells, and here-documents for other interpreters.
Fix safety: unsafe; the build stops where it went on before.
See: https://docs.docker.com/build/building/best-practices/#using-pipes
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hullmark.model import Script
from hullmark.plugin import BUILD
from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.pipes import lost_failure
from hullmark_dockerfile.shells import BASH
from hullmark_dockerfile.shells import BUSYBOX
from hullmark_dockerfile.shells import DASH
from hullmark_dockerfile.shells import actual_shell
from hullmark_dockerfile.shells import insert_shell
from hullmark_dockerfile.shells import knows_pipefail
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage


@rule(
    BUILD,
    WARNING,
    on=Instruction,
    when=("RUN",),
    hints=("|", "<<"),
    peers=(
        "hadolint:DL4006 kics:Shell-Running-A-Pipe-Without-Pipefail-Flag semgrep:set-pipefail pathfinder:DOCKER-BP-010"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the command whose failure is lost."""
    script = instruction.script
    if script is None:
        return
    shell, actual = instruction.shell, actual_shell(instruction)
    if script.language != "exec" and shell.pipefail and knows_pipefail(shell, actual):
        return
    lost, grave = lost_failure(script)
    if lost is None:
        return
    message = f"the failure of {lost.program} is lost in the pipe"
    if script.language == "sh" and shell.pipefail:
        message = f"the failure of {lost.program} is lost in the pipe; {shell.args[0]} may not know pipefail"
    profile = DEFAULT if grave else STRICT
    yield Problem(lost.name, message, _fix(instruction, script, actual, context), profile=profile)


def _fix(instruction: Instruction, script: Script, actual: str, context: Context) -> Fix | None:
    """Return the fix: ``set -o pipefail`` where the shell knows it, else a SHELL in front of the first pipe."""
    if script.language == "exec" or instruction.heredocs or instruction.onbuild or not script.commands:
        return None
    if actual in (BUSYBOX, BASH):
        start = script.text.start
        return Fix("set pipefail", (Edit(Span(start, start), "set -o pipefail && "),), safe=False)
    if actual != DASH or instruction.shell.pipefail or _first_with_pipe(instruction.stage) is not instruction:
        return None
    return insert_shell(context.document, instruction, "/bin/bash", "-o", "pipefail", "-c")


@lru_cache(maxsize=2)
def _first_with_pipe(stage: Stage) -> Instruction | None:
    return next((one for one in stage.instructions if one.key == "RUN" and "|" in one.whole), None)
