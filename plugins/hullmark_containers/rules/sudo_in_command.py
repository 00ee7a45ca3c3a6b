"""sudo is run inside the container.

Why: a build runs as root unless USER says otherwise, so sudo has nothing to add there; where it has, the image carries
a setuid program and a way back to root for whoever breaks into the container. sudo also drops the environment and does
not pass signals on.
Instead: do what needs root before USER, or put ``USER root`` and ``USER app`` around it; to step down at start, use
``exec gosu app program``.
Flags: sudo or doas as a command of RUN, CMD, ENTRYPOINT, HEALTHCHECK or of a container, anywhere in a script, also with
its path and inside ``sh -c``; ``su -c`` that changes to root. In the profile strict also ``sudo -u app``, which only
steps down.
Not flagged: sudo as the name of a package or in text; ``su app -c``, which steps down; questions such as ``sudo -l``.
Fix safety: safe; offered only for a plain ``sudo program`` in a build that surely runs as root.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import STRICT
from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

#: Options with which a program starts nothing.
_QUESTIONS = ("-l", "-v", "-V", "-k", "-K", "-h", "--list", "--validate", "--version", "--help")


@rule(
    USERS,
    WARNING,
    on=Command,
    when=("sudo", "doas", "su"),
    peers=(
        "hadolint:DL3004 checkov:CKV2_DOCKER_1 trivy:DS-0010 kics:Run-Using-Sudo semgrep:no-sudo-in-dockerfile"
        " dockerfilelint:sudo_usage dockle:DKL-DI-0001 dockerfile_lint:no_run_with_sudo pathfinder:DOCKER-SEC-007"
        " kubescape:C-0062"
    ),
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the program's name."""
    program, args = command.program, command.args
    account = command.arguments.value("-u", "--user")
    if program == "su":
        if not _becomes_root(args):
            return
    elif args and args[0] in _QUESTIONS:
        return
    fix = context.set(command, "wrappers", "", f"drop {program}", safe=True)
    if account is not None and account not in ("root", "#0"):
        message = f"{program} changes to {account} here; USER, gosu or setpriv do so without a setuid program"
        yield Problem(command.name, message, profile=STRICT)
        return
    if fix is not None:
        message = f"{program} adds nothing: the build runs as root here"
    elif command.script.use in ("build", "onbuild"):
        message = f"{program} is run in the build; what needs root belongs before USER"
    else:
        message = f"{program} is run at start; a container that needs it can always become root"
    yield Problem(command.name, message, fix)


def _becomes_root(args: tuple[str, ...]) -> bool:
    """Tell whether ``su`` with these arguments runs a command as root."""
    account, commands, skip = "root", False, False
    for arg in args:
        if skip:
            skip = False
        elif arg in ("-c", "--command", "-s", "--shell", "-g", "-G", "-w"):
            skip = True
            commands = commands or arg in ("-c", "--command")
        elif not arg.startswith("-"):
            account = arg
            break
    return account == "root" and (commands or "-c" in args)
