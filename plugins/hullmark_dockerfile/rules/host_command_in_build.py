"""A command that makes no sense inside a container build.

Why: a build has no terminal, no other processes, no services and no devices of its own; such a command waits for input,
fails, or tells something about the build machine that says nothing about the image.
Instead: leave it out; look into a running container with ``docker top``, ``docker stats`` or ``docker exec``.
Flags: ps, top, free, kill, mount, shutdown, ifconfig, ssh, editors, pagers and their like as commands of RUN, also as
the trigger of ONBUILD.
Not flagged: names of packages and text; a path such as /bin/ps; kill behind a program started in the background in the
same RUN; ssh with an ssh mount, or of a Git host; mount with ``--security=insecure``; an editor that runs commands,
as in ``vim +PlugInstall +qall``; ``service x start``, which service-started-in-build reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import DAEMONS
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.services import started
from hullmark_dockerfile.tree import Instruction

_TERMINAL = "needs a terminal, which a build does not have"
_PROCESSES = "looks at processes, of which a build has none"
_HOST = "is a matter of the machine, not of an image"

#: Program to what is wrong with it.
_PROGRAMS = {
    "emacs": _TERMINAL, "htop": _TERMINAL, "less": _TERMINAL, "more": _TERMINAL, "nano": _TERMINAL, "top": _TERMINAL,
    "vi": _TERMINAL, "vim": _TERMINAL,
    "kill": _PROCESSES, "killall": _PROCESSES, "pkill": _PROCESSES, "ps": _PROCESSES,
    "free": _HOST, "halt": _HOST, "ifconfig": _HOST, "mount": _HOST, "poweroff": _HOST, "reboot": _HOST,
    "service": _HOST, "shutdown": _HOST, "umount": _HOST,
    "ssh": "opens a session that the next step does not have",
}
_EDITORS = frozenset(("emacs", "vi", "vim"))
_PROCESS_PROGRAMS = frozenset(name for name, reason in _PROGRAMS.items() if reason is _PROCESSES)


@rule(
    DAEMONS,
    INFO,
    on=Instruction,
    when=("RUN",),
    profile=STRICT,
    peers="hadolint:DL3001 kics:Run-Utilities-And-POSIX-Commands semgrep:nonsensical-command",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the program's name."""
    background = False
    for command in instruction.script.commands if instruction.script is not None else ():
        background = background or command.after == "&" or started(command) is not None
        if command.name in _PROGRAMS and not _excused(command, instruction, background):
            yield Problem(command.name, f"{command.name} {_PROGRAMS[command.name]}")


def _excused(command: Command, instruction: Instruction, background: bool) -> bool:
    """Tell whether a command makes sense after all."""
    program, args = command.program, command.args
    if program in _PROCESS_PROGRAMS:
        return background
    if program in _EDITORS:
        return any(arg.startswith(("+", "-c", "-e", "-E", "-s", "--batch", "--version")) for arg in args)
    if program == "ssh":
        mounted = any(mount.kind == "ssh" for mount in instruction.mounts)
        return mounted or any(arg.startswith("git@") for arg in args) or args[:1] == ("-V",)
    if program in ("mount", "umount"):
        return instruction.flag_value("security") == "insecure"
    if program in ("less", "more"):
        return command.before == "|" and command.after == "|"
    return program == "service" and background
