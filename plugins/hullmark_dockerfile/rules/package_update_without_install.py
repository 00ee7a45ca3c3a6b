"""A package index is refreshed in a layer of its own.

Why: the layer is cached; weeks later the RUN that installs works from old lists, misses security updates, and fails
once the mirror has dropped the files they name.
Instead: write ``RUN apt-get update && apt-get install -y curl`` in one instruction.
Flags: ``apt-get update``, ``apk update``, ``zypper refresh``, ``dnf makecache``, ``pacman -Sy`` and the like with no
command of the same manager behind them in the same RUN that installs, upgrades or asks the index; as information, and
in the profile all, ``yum update``, ``dnf update``, ``zypper update`` and ``pacman -Syu`` of all packages, whose layer
grows old the same way.
Not flagged: ``apk add --update``; a script, a tool or a shell in the same RUN that may install; build-dep, download,
source; an index that the same RUN deletes again, which only tests the sources; a cache or tmpfs mount on the lists.
Fix safety: unsafe; it joins the instruction with the RUN behind it that installs, and the layers change.
See: https://docs.docker.com/build/building/best-practices/#apt-get
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import rule

from hullmark_dockerfile.caches import covered
from hullmark_dockerfile.refreshes import INDEX_PATHS
from hullmark_dockerfile.refreshes import action
from hullmark_dockerfile.refreshes import alone
from hullmark_dockerfile.refreshes import family_of
from hullmark_dockerfile.refreshes import upgrades_all
from hullmark_dockerfile.refreshes import uses
from hullmark_dockerfile.runs import extendable
from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import instruction_of
from hullmark_dockerfile.tree import Instruction


def _joined(instruction: Instruction, family: str, context: Context) -> Fix | None:
    """Return the fix that joins the instruction with the RUN behind it, if that installs."""
    instructions = instruction.stage.dockerfile.instructions
    following = instructions[instruction.index + 1] if instruction.index + 1 < len(instructions) else None
    if following is None or following.key != "RUN" or following.flags or instruction.flags or following.heredocs:
        return None
    script = following.script
    span = Span(instruction.span.end, following.value.span.start)
    between = context.document.text[span.start:span.end].split()
    if script is None or script.language == "exec" or between != [following.keyword] or not extendable(instruction):
        return None
    if not any(family_of(command) == family and uses(command) for command in script.commands):
        return None
    newline = context.document.newline
    return Fix("join it with the RUN behind it", (Edit(span, f" {instruction.escape}{newline}    && "),), safe=False)


@rule(
    BUILD,
    WARNING,
    on=Command,
    when=("apt-get", "apt", "aptitude", "apk", "yum", "dnf", "microdnf", "tdnf", "zypper", "pacman"),
    peers=(
        "checkov:CKV_DOCKER_5 trivy:DS-0017 kics:Update-Instruction-Alone dockle:CIS-DI-0007"
        " dockerfilelint:apt-get-update_require_install binnacle:ruleAptGetUpdatePrecedesInstall"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the subcommand."""
    if not in_build(command) or command not in alone(command.script):
        return
    instruction = instruction_of(context.document, command)
    family = family_of(command)
    if covered(instruction, INDEX_PATHS[family]):
        return
    at = action(command)
    if upgrades_all(command):
        message = f"{command.program} {at} in a RUN of its own is cached; its updates grow old with the layer"
        yield Problem(at, message, severity=INFO, profile=ALL)
        return
    message = f"{command.program} {at} in a RUN of its own is cached; later installs work from old lists"
    yield Problem(at, message, _joined(instruction, family, context))
