"""A downloaded archive is unpacked and stays in the layer.

Why: what a RUN leaves behind is part of the image for good; a later RUN can hide the file but not take it out. The
archive doubles the size of what it held.
Instead: remove it in the same RUN, ``curl -fO URL/x.tar.gz && tar xf x.tar.gz && rm x.tar.gz``, or do not save it at
all: ``curl -fsSL URL/x.tar.gz | tar xz``.
Flags: a file that curl or wget saves and that the same RUN unpacks, installs with dpkg or rpm, or runs as a script,
with no ``rm`` of it behind; a folder of ``mktemp -d`` and one that was made below /usr/src to build something in; a
signature that gpg has verified.
Not flagged: stages that only build; a target in a cache or tmpfs mount; a download that goes into a pipe.
See: https://docs.docker.com/build/building/best-practices/#run
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.shell.wrappers import script_argument

from hullmark_dockerfile.downloads import saved_files
from hullmark_dockerfile.leftovers import is_removed
from hullmark_dockerfile.leftovers import removals
from hullmark_dockerfile.leftovers import temporary_folders
from hullmark_dockerfile.runs import delivered
from hullmark_dockerfile.tree import Instruction

_UNPACKING = frozenset((
    "7z", "apt", "apt-get", "ash", "bash", "bsdtar", "dnf", "dpkg", "gdebi", "java", "microdnf", "python", "rpm", "sh",
    "tar", "unzip", "yum",
))
#: Scripts with more commands are left alone.
_MAX_COMMANDS = 2000
_SUMS = ("gpg", "gpg2", "gpgv")


@rule(
    BUILD,
    INFO,
    on=Instruction,
    when=("RUN",),
    profile=STRICT,
    peers=(
        "binnacle:tarSomethingRmTheSomething binnacle:rmRecursiveAfterMktempD binnacle:mkdirUsrSrcThenRemove"
        " binnacle:gpgVerifyAscRmAsc"
    ),
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the name of the file where it is unpacked."""
    script = instruction.script
    if script is None or len(script.commands) > _MAX_COMMANDS or not delivered(instruction.stage):
        return
    commands = script.commands
    files = {name for command in commands if command.program in ("curl", "wget") for name in saved_files(command)}
    gone = removals(commands)
    targets = [str(mount.target) for mount in instruction.mounts if mount.kind in ("cache", "tmpfs") and mount.target]
    for command in commands if files else ():
        for word in _used(command):
            name = _named(word, files)
            if name and not is_removed(name, str(word), command.span.start, gone, targets):
                yield Problem(word, f"{name} stays in the layer: nothing in this RUN removes it")
                files.discard(name)
    for word, path in temporary_folders(commands):
        if not is_removed(path.rsplit("/", 1)[-1], path, word.span.start, gone, targets):
            yield Problem(word, f"{path} stays in the layer: nothing in this RUN removes it")


def _used(command: Command) -> Iterator[Text]:
    """Yield the words of a command that unpacks, installs, runs or verifies files."""
    if command.program in _UNPACKING and "-c" not in command.args and script_argument(command) is None:
        yield from command.args
    elif command.program in _SUMS and command.arguments.has("--verify"):
        yield from command.arguments.operands[:1]
    elif command.name.startswith(("./", "/tmp/")):
        yield command.name


def _named(word: Text, files: set[str]) -> str:
    """Return the saved file that a word names, "" if it names none."""
    name = word.rsplit("/", 1)[-1]
    return name if name in files else ""
