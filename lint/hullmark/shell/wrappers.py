"""Programs that start other programs: what they start, and where."""

from __future__ import annotations

import re

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.shell.programs import SHELLS
from hullmark.text import Span
from hullmark.text import Text

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")

#: Program to (short options that take a value, long options that take one, operands before the command).
WRAPPERS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "builtin": ("", (), 0),
    "busybox": ("", (), 0),
    "catchsegv": ("", (), 0),
    "chroot": ("", (), 1),
    "chronic": ("", (), 0),
    "command": ("", (), 0),
    "doas": ("uCa", (), 0),
    "dumb-init": ("r", ("--rewrite",), 0),
    "eatmydata": ("", (), 0),
    "env": ("uCS", ("--unset", "--chdir", "--split-string"), 0),
    "exec": ("a", (), 0),
    "faketime": ("", (), 1),
    "flock": ("wE", ("--timeout", "--wait", "--conflict-exit-code"), 1),
    "gosu": ("", (), 1),
    "ionice": ("cnpPu", ("--class", "--classdata"), 0),
    "linux32": ("", (), 0),
    "linux64": ("", (), 0),
    "nice": ("n", ("--adjustment",), 0),
    "nohup": ("", (), 0),
    "proot": ("rbw", (), 0),
    "runuser": ("u", ("--user",), 0),
    "s6-setuidgid": ("", (), 1),
    "setarch": ("", (), 1),
    "setpriv": ("", (), 0),
    "setsid": ("", (), 0),
    "stdbuf": ("ioe", ("--input", "--output", "--error"), 0),
    "strace": ("eofp", (), 0),
    "su-exec": ("", (), 1),
    "sudo": (
        "ughpCrtTUDR",
        ("--user", "--group", "--host", "--prompt", "--close-from", "--role", "--type", "--chdir", "--chroot"),
        0,
    ),
    "time": ("fo", ("--format", "--output"), 0),
    "timeout": ("sk", ("--signal", "--kill-after"), 1),
    "tini": ("pe", (), 0),
    "unbuffer": ("", (), 0),
    "xargs": (
        "InPLsdaE",
        ("--replace", "--max-args", "--max-procs", "--max-lines", "--max-chars", "--delimiter", "--arg-file"),
        0,
    ),
    "xvfb-run": ("nsfewp", ("--server-num", "--server-args", "--auth-file", "--error-file"), 0),
}

#: Options that make a wrapper describe instead of run.
_DESCRIBING = {"command": ("-v", "-V"), "sudo": ("-l", "-v", "-k", "-K", "--list", "--validate"), "exec": ()}


def wrapped(command: Command) -> Command | None:
    """Return the command that this one starts with its last arguments, if it is known to start one."""
    entry = WRAPPERS.get(command.program)
    if entry is None:
        other = _OTHERS.get(command.program)
        return other(command) if other else None
    position = _command_position(command.args, entry, _DESCRIBING.get(command.program, ()))
    if position is None:
        return None
    assignments = []
    while position < len(command.args) and _ASSIGNMENT.match(command.args[position]):
        arg = command.args[position]
        equals = arg.index("=")
        assignments.append(Assignment(arg.part(0, equals), arg.part(equals + 1)))
        position += 1
    if position >= len(command.args):
        return None
    return _inner(command, position, len(command.args), tuple(assignments))


def _command_position(
    args: tuple[Text, ...], entry: tuple[str, tuple[str, ...], int], describing: tuple[str, ...]
) -> int | None:
    """Return the index of the first argument that belongs to the started command."""
    short, long, operands = entry
    position = 0
    while position < len(args):
        arg = args[position]
        if arg in describing:
            return None
        if arg == "--":
            position += 1
            break
        if arg.startswith("--"):
            position += 2 if arg in long else 1
        elif arg.startswith("-") and len(arg) > 1:
            position += 2 if arg[-1] in short and not set(arg[1:-1]) & set(short) else 1
        else:
            break
    return position + operands if position + operands < len(args) else None


def _inner(command: Command, start: int, end: int, assignments: tuple[Assignment, ...]) -> Command:
    words = command.args[start:end]
    return Command(
        words[0],
        words[1:],
        Span(words[0].span.start, words[-1].span.end),
        command.script,
        assignments=(*command.assignments, *assignments),
        redirects=command.redirects,
        before=command.before,
        after=command.after,
        blocks=command.blocks,
        wrappers=(*command.wrappers, command.program),
        negated=command.negated,
        piped_from=command.piped_from,
    )


def _after_find(command: Command) -> Command | None:
    """Return the command behind ``find ... -exec``."""
    for index, arg in enumerate(command.args):
        if arg in ("-exec", "-execdir", "-ok") and index + 1 < len(command.args):
            end = index + 2
            while end < len(command.args) and command.args[end] not in (";", "+"):
                end += 1
            return _inner(command, index + 1, end, ())
    return None


def _python_module(command: Command) -> Command | None:
    """Return the module behind ``python -m`` as a command: ``python3 -m pip install x`` starts pip."""
    for index, arg in enumerate(command.args):
        if arg == "-m" and index + 1 < len(command.args):
            return _inner(command, index + 1, len(command.args), ())
        if not arg.startswith("-") or arg == "-c":
            return None
    return None


_OTHERS = {"find": _after_find, "python": _python_module, "pypy": _python_module}


def script_argument(command: Command) -> Text | None:
    """Return the text that a command hands to a shell: ``sh -c``, ``su -c``, ``eval`` of one constant word."""
    program, args = command.program, command.args
    if program == "eval":
        return args[0] if len(args) == 1 and args[0].known else None
    if program not in SHELLS and program not in ("su", "runuser", "flock", "script"):
        return None
    for index, arg in enumerate(args[:-1]):
        if arg == "-c" or arg == "--command" or _is_short_group(arg, program):
            following = args[index + 1]
            if following in ("-e", "-x", "-l", "--") and index + 2 < len(args):
                return args[index + 2]
            return following
    return None


def _is_short_group(arg: str, program: str) -> bool:
    """Tell whether an argument is a group of a shell's one-letter options that holds ``c``: ``-lc``, ``-exc``."""
    return program in SHELLS and arg[:1] == "-" and arg[1:2] != "-" and arg.endswith("c") and arg[1:].isalpha()
