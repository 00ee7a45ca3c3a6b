"""Pipelines: which of their commands fail without anybody noticing."""

from __future__ import annotations

from hullmark.model import Command
from hullmark.model import Script
from hullmark.shell.packages import MANAGERS
from hullmark.shell.programs import SHELLS

#: Programs that can only fail where nothing is to be lost.
_SAFE = frozenset((
    "", ":", "cal", "date", "echo", "env", "export", "hostname", "id", "printenv", "printf", "pwd", "seq", "set",
    "true", "uname", "whoami", "yes", "nproc", "arch", "basename", "dirname", "umask", "jobs", "declare", "local",
))
#: Programs that fail only when their input does.
_FILTERS = frozenset((
    "awk", "base64", "column", "cut", "expand", "fold", "gawk", "head", "mawk", "nl", "paste", "rev", "sed", "sort",
    "tac", "tail", "tee", "tr", "uniq", "wc", "xxd", "od", "hexdump", "fmt", "iconv",
))
_DOWNLOADERS = frozenset(("curl", "wget", "aria2c", "fetch", "http"))
#: Programs whose failure leaves something behind that looks like success.
_GRAVE = _DOWNLOADERS | frozenset((
    "7z", "ant", "aws", "az", "bsdtar", "bunzip2", "bzcat", "cmake", "cpio", "ftp", "gcloud", "git", "gradle", "gsutil",
    "gunzip", "lftp", "make", "mvn", "mysqldump", "ninja", "pg_dump", "rpm2cpio", "rsync", "s3cmd", "scp", "sftp",
    "ssh", "svn", "tar", "unxz", "unzip", "xzcat", "zcat", "zstdcat",
))
#: Programs that fail when they read nothing or half of it.
_CHECKING = frozenset((
    "apt-key", "bsdtar", "bunzip2", "bzip2", "cpio", "gpg", "gpg2", "gunzip", "gzip", "lzma", "psql", "rpm",
    "sha256sum", "sha512sum", "shasum", "sqv", "tar", "unxz", "unzip", "xz", "zcat", "zstd",
))
_CONDITIONS = frozenset(("if", "elif", "while", "until"))
_TOLERANT = frozenset(("true", ":", "echo", "printf"))
#: Commands that are searched for the one around a substitution.
_WINDOW = 64


def lost_failure(script: Script) -> tuple[Command | None, bool]:
    """Return the first command of those that matter most whose failure a pipe hides, and whether it does matter."""
    found = None
    commands = script.commands
    ends = _ends(commands)
    for position, command in enumerate(commands):
        if command.program == "set" and any("pipefail" in arg for arg in command.args):
            return found, False
        left = command.piped_from
        if left is None or not _matters(script, position, ends[position], left, command):
            continue
        if _is_grave(left) and command.program not in _CHECKING:
            return left, True
        found = found or left
    return found, False


def _ends(commands: list[Command]) -> list[int]:
    """Return for each command the position of the last one of its pipe."""
    ends = list(range(len(commands)))
    for position in range(len(commands) - 2, -1, -1):
        if commands[position + 1].piped_from is not None:
            ends[position] = ends[position + 1]
    return ends


def _is_grave(command: Command) -> bool:
    """Tell whether the failure of a command leaves something behind that looks like success."""
    manager = MANAGERS.get(command.program)
    if manager is None:
        return command.program in _GRAVE
    return command.arguments.subcommand in manager.install | manager.update | manager.upgrade


def _matters(script: Script, position: int, last: int, left: Command, right: Command) -> bool:
    """Tell whether it matters that ``left`` fails; ``last`` is the position at which the pipe ends."""
    outer = SHELLS.isdisjoint(left.wrappers) and "su" not in left.wrappers
    if outer == (script.language == "exec") or not _CONDITIONS.isdisjoint(left.blocks):
        return False
    if script.language == "exec" and "pipefail" in script.commands[0].args:
        return False
    if _is_safe(left) or right.program == "grep" and right.arguments.has("-q", "--quiet", "--silent"):
        return False
    if left.program in _DOWNLOADERS and right.program in (*SHELLS, "sudo", "env", "xargs"):
        return False
    commands = script.commands
    if commands[last].after == "||" and last + 1 < len(commands) and commands[last + 1].program in _TOLERANT:
        return False
    return "$(" not in left.blocks or _is_assigned(commands, position, left.blocks)


def _is_safe(command: Command) -> bool:
    """Tell whether the command cannot fail in a way that matters."""
    for _ in range(_WINDOW):
        if command.program in _SAFE:
            return True
        if command.program == "cat" and any(redirect.operator[:2] == "<<" for redirect in command.redirects):
            return True
        if command.program not in _FILTERS or command.piped_from is None:
            return False
        command = command.piped_from
    return False


def _is_assigned(commands: list[Command], position: int, blocks: tuple[str, ...]) -> bool:
    """Tell whether the substitution around a command is the value of a plain assignment, which keeps its status."""
    outer = blocks[:len(blocks) - 1 - blocks[::-1].index("$(")]
    for command in commands[position + 1:position + _WINDOW]:
        if command.blocks == outer:
            return not command.name and bool(command.assignments)
    return False


def reader_of(command: Command) -> Command | None:
    """Return the command that reads the output of another, or of the shell around it."""
    readers = command.script.readers
    found = readers.get(command)
    if found is None and not SHELLS.isdisjoint(command.wrappers):
        around = [left for left in readers if left.span.start <= command.span.start < left.span.end]
        found = readers[around[-1]] if around else None
    return found
