"""yum may ask a question that stops the build.

Why: nobody answers during a build; the command reads the end of its input, takes that for a no and fails, or it waits
for ever.
Instead: write ``yum install -y httpd``.
Flags: ``yum`` with install, update, upgrade, remove, reinstall, downgrade, groupinstall and their short forms,
``module install``, ``group install`` and the like, without ``-y`` or ``--assumeyes``.
Not flagged: the switch in front of the subcommand or in a group such as ``-yq``; input from ``yes``, ``echo`` or a
here-document; a variable that may hold options; assumeyes=1 set anywhere in the file; ``--assumeno``.
Fix safety: safe; the switch answers a question that nobody else can answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.answers import asking_rpm


@rule(
    BUILD,
    WARNING,
    on=Command,
    when=("yum",),
    family="package-install-without-assume-yes",
    peers=(
        "hadolint:DL3030 kics:Yum-Install-Allows-Manual-Input semgrep:missing-yum-assume-yes-switch"
        " pathfinder:DOCKER-BP-025 binnacle:yumInstallForceYes"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the subcommand."""
    return asking_rpm(command, context)
