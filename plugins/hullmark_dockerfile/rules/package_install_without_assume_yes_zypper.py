"""zypper may ask a question that stops the build.

Why: nobody answers during a build; the command reads the end of its input, takes that for a no and fails, or it waits
for ever.
Instead: write ``zypper --non-interactive install httpd`` or ``zypper install -y httpd``.
Flags: ``zypper`` with install, remove, update, dist-upgrade, patch, source-install and their short forms, without
``--non-interactive``, ``-n``, ``--no-confirm`` or ``-y``.
Not flagged: the switch in front of the subcommand or behind it; input from ``yes``, ``echo`` or a here-document; a
variable that may hold options; ``--dry-run``.
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
from hullmark.shell.packages import MANAGERS

from hullmark_dockerfile.answers import arguments_of
from hullmark_dockerfile.answers import silent
from hullmark_dockerfile.answers import unanswered

_ASKING = MANAGERS["zypper"].install | MANAGERS["zypper"].upgrade | MANAGERS["zypper"].remove
_ANSWERS = ("-n", "--non-interactive", "-y", "--no-confirm", "--dry-run", "-D")


@rule(
    BUILD,
    WARNING,
    on=Command,
    when=("zypper",),
    family="package-install-without-assume-yes",
    peers=(
        "hadolint:DL3034 kics:Missing-Zypper-Non-interactive-Switch"
        " semgrep:missing-zypper-no-confirm-switch"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the subcommand."""
    if command.arguments.subcommand not in _ASKING or not silent(command):
        return
    arguments = arguments_of(command)
    subcommand = arguments.subcommand if arguments else None
    if arguments is not None and subcommand is not None and not arguments.has(*_ANSWERS):
        yield unanswered(command, subcommand, "--non-interactive", command.name)
