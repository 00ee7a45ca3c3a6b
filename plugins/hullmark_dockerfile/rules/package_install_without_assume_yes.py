"""A package manager may ask a question that stops the build.

Why: nobody answers during a build; the command reads the end of its input, takes that for a no and fails, or it waits
for ever.
Instead: write ``pacman -S --noconfirm git``, ``conda install -y numpy``.
Flags: ``pacman`` with -S, -R and -U without ``--noconfirm``; ``conda``, ``mamba`` and ``micromamba`` with install,
create, update, remove and clean without ``-y``; ``apk`` with ``--interactive``; ``emerge`` with ``--ask``.
Not flagged: apt, dnf, yum and zypper, which have rules of their own; queries; input from ``yes``, ``echo`` or a
here-document; a variable that may hold options; conda's always_yes or CONDA_ALWAYS_YES set anywhere in the file.
Fix safety: safe; the switch answers a question that nobody else can answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.shell.programs import Arguments

from hullmark_dockerfile.answers import arguments_of
from hullmark_dockerfile.answers import silent
from hullmark_dockerfile.runs import environment
from hullmark_dockerfile.runs import insert
from hullmark_dockerfile.settings import setting

_PACMAN = pattern(r"-[SRU][a-z]*")
#: Letters of a pacman operation that only ask the database.
_QUERIES = frozenset("silgp")
_CONDA = ("install", "create", "update", "upgrade", "remove", "uninstall", "clean")


def _asking(command: Command, arguments: Arguments) -> tuple[Text, str] | None:
    """Return what makes a command ask, and the switch that answers; "" where one has to be taken away."""
    if command.program == "pacman":
        for arg in command.args:
            if _PACMAN.fullmatch(arg) and not arguments.has("--noconfirm"):
                return None if arg.startswith("-S") and _QUERIES & set(arg) else (arg, "--noconfirm")
        return None
    if command.program in ("apk", "emerge"):
        asked = arguments.option("-i", "--interactive") if command.program == "apk" else arguments.option("-a", "--ask")
        return (asked.text, "") if asked is not None and asked.value is None else None
    subcommand = arguments.subcommand
    if subcommand is None or subcommand not in _CONDA or arguments.has("-y", "--yes", "--dry-run", "--json", "-d"):
        return None
    return subcommand, "-y"


def _always(command: Command, context: Context) -> bool:
    """Tell whether conda is told once never to ask."""
    if setting(context.document.text, "conda-yes") is not None:
        return True
    return environment(command, "CONDA_ALWAYS_YES") != ""


@rule(
    BUILD,
    WARNING,
    on=Command,
    when=("pacman", "conda", "mamba", "micromamba", "apk", "emerge"),
    peers="hadolint:DL3014",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the subcommand."""
    if not silent(command):
        return
    arguments = arguments_of(command)
    asking = _asking(command, arguments) if arguments else None
    if asking is None or asking[0] in _CONDA and _always(command, context):
        return
    at, switch = asking
    message = f"{command.program} {at} asks before it acts, and nobody answers in a build"
    yield Problem(at, message, insert(command, at, switch) if switch else None)
