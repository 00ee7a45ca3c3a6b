"""apt installs recommended packages.

Why: apt also installs what the packages recommend, which easily doubles the size of a layer and adds programs that
nobody asked for and that need updates.
Instead: write ``apt-get install -y --no-install-recommends curl ca-certificates`` and name what is really needed.
Flags: ``install`` of apt-get, apt and aptitude without ``--no-install-recommends`` (aptitude:
``--without-recommends``) or ``-o APT::Install-Recommends=false``.
Not flagged: APT::Install-Recommends switched off by text earlier in the file that goes to apt's configuration; a
variable that may hold options.
Fix safety: unsafe; a package that was installed as a recommendation may be needed, ca-certificates for instance.
See: https://docs.docker.com/build/building/best-practices/#apt-get
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.shell.programs import Arguments

from hullmark_dockerfile.answers import arguments_of
from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import insert
from hullmark_dockerfile.settings import setting

_SWITCHES = ("--no-install-recommends", "--without-recommends", "-R")
_SETTING = pattern(r"apt::install-recommends=[\"']?(?:0|false|no)\b", re.IGNORECASE)


def _set_off(arguments: Arguments) -> bool:
    """Tell whether an option of configuration, or its value taken for an operand, switches recommendations off."""
    words = [option.value or "" for option in arguments.options if option.name in ("-o", "--option")]
    return any(_SETTING.match(word) for word in (*words, *arguments.operands))


@rule(
    BUILD,
    INFO,
    on=Command,
    when=("apt-get", "apt", "aptitude"),
    profile=STRICT,
    peers=(
        "hadolint:DL3015 trivy:DS-0029 kics:APT-GET-Not-Avoiding-Additional-Packages"
        " semgrep:missing-no-install-recommends dockerfilelint:apt-get_recommends pathfinder:DOCKER-BP-005"
        " binnacle:ruleAptGetInstallUseNoRec"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the subcommand."""
    if command.arguments.subcommand not in ("install", "reinstall", None) or not in_build(command):
        return
    arguments = arguments_of(command)
    subcommand = arguments.subcommand if arguments else None
    if arguments is None or subcommand != "install" or arguments.has(*_SWITCHES) or _set_off(arguments):
        return
    off = setting(context.document.text, "apt-no-recommends")
    if off is None or off > command.span.start:
        fix = insert(command, subcommand, _SWITCHES[0], safe=False) if command.program != "aptitude" else None
        yield Problem(subcommand, f"{command.program} install brings recommended packages along", fix)
