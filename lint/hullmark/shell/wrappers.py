"""Programs that start other programs: what they start, and where."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator

from hullmark.deferred import pattern
from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.shell.programs import SHELLS
from hullmark.text import Span
from hullmark.text import Text

_ASSIGNMENT = pattern(r"[A-Za-z_][A-Za-z0-9_]*=")

#: Program to (short options that take a value, long options that take one, operands before the command).
WRAPPERS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "arch-chroot": ("u", (), 1),
    "builtin": ("", (), 0),
    "busybox": ("", (), 0),
    "catchsegv": ("", (), 0),
    "chpst": ("uUeomdnlLbr", (), 0),
    "chroot": ("", (), 1),
    "chronic": ("", (), 0),
    "command": ("", (), 0),
    "cross-env": ("", (), 0),
    "dbus-run-session": ("", ("--config-file", "--dbus-daemon"), 0),
    "doas": ("uCa", (), 0),
    "dumb-init": ("r", ("--rewrite",), 0),
    "eatmydata": ("", (), 0),
    "env": ("uCS", ("--unset", "--chdir", "--split-string"), 0),
    "eval": ("", (), 0),
    "exec": ("a", (), 0),
    "faketime": ("", (), 1),
    "fakeroot": ("lsib", ("--lib", "--faked"), 0),
    "flock": ("wE", ("--timeout", "--wait", "--conflict-exit-code"), 1),
    "gosu": ("", (), 1),
    "ionice": ("cnpPu", ("--class", "--classdata"), 0),
    "linux32": ("", (), 0),
    "linux64": ("", (), 0),
    "nice": ("n", ("--adjustment",), 0),
    "nohup": ("", (), 0),
    "proot": ("rbw", (), 0),
    "s6-setuidgid": ("", (), 1),
    "setarch": ("", (), 1),
    "setpriv": (
        "",
        ("--reuid", "--regid", "--groups", "--inh-caps", "--ambient-caps", "--bounding-set", "--securebits",
         "--pdeathsig", "--selinux-label", "--apparmor-profile"),
        0,
    ),
    "setsid": ("", (), 0),
    "setuser": ("", (), 1),
    "stdbuf": ("ioe", ("--input", "--output", "--error"), 0),
    "strace": ("eopsaESPubIOX", (), 0),
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

#: Programs that start another behind a subcommand: the subcommand, and its options as above.
_RUNNERS: dict[str, tuple[str, tuple[str, tuple[str, ...], int]]] = {
    "bundle": ("exec", ("", ("--gemfile",), 0)),
    "conda": ("run", ("np", ("--name", "--prefix", "--cwd"), 0)),
    "mamba": ("run", ("np", ("--name", "--prefix", "--cwd"), 0)),
    "micromamba": ("run", ("npr", ("--name", "--prefix", "--cwd", "--root-prefix"), 0)),
    "pdm": ("run", ("p", ("--project",), 0)),
    "pipenv": ("run", ("", (), 0)),
    "poetry": ("run", ("CP", ("--directory", "--project"), 0)),
    "pyenv": ("exec", ("", (), 0)),
    "rbenv": ("exec", ("", (), 0)),
    "uv": ("run", ("p", ("--python", "--with", "--extra", "--group", "--project", "--directory", "--env-file"), 0)),
}

#: Options that make a wrapper describe instead of run.
_DESCRIBING = {"command": ("-v", "-V"), "sudo": ("-l", "-v", "-k", "-K", "--list", "--validate"), "chpst": ("-V",)}

#: Programs besides shells that hand the text behind ``-c`` to one.
_TEXT_RUNNERS = frozenset(("su", "runuser", "flock", "script", "sg"))

#: Options of shells that take a value as a separate argument.
_SHELL_VALUES = ("-o", "+o", "-O", "+O", "--rcfile", "--init-file")


def wrapped(command: Command) -> Iterator[Command]:
    """Yield the commands that this one starts with its arguments, as far as it is known to start some."""
    program = command.program
    entry = WRAPPERS.get(program)
    if entry is not None:
        if program != "eval" or len(command.args) > 1:
            yield from _started(command, 0, entry)
        return
    runner = _RUNNERS.get(program)
    if runner is not None:
        if command.args[:1] == (runner[0],):
            yield from _started(command, 1, runner[1])
        return
    other = _OTHERS.get(program)
    if other is not None:
        yield from other(command)


def _started(command: Command, start: int, entry: tuple[str, tuple[str, ...], int]) -> Iterator[Command]:
    """Yield the command behind the options and operands of its wrapper."""
    args = command.args
    position = _command_position(args, start, entry, _DESCRIBING.get(command.program, ()))
    assignments = []
    while position < len(args) and _ASSIGNMENT.match(args[position]):
        arg = args[position]
        equals = arg.index("=")
        assignments.append(Assignment(arg.part(0, equals), arg.part(equals + 1)))
        position += 1
    if position < len(args) and not args[position].startswith("-"):
        yield _inner(command, position, len(args), tuple(assignments))


def _command_position(
    args: tuple[Text, ...], start: int, entry: tuple[str, tuple[str, ...], int], describing: tuple[str, ...]
) -> int:
    """Return the index of the first argument that belongs to the started command, their number if there is none."""
    short, long, operands = entry
    position = start
    while position < len(args):
        arg = args[position]
        if arg in describing:
            return len(args)
        if arg == "--":
            position += 1
            break
        if not arg.startswith("-"):
            break
        if arg.startswith("--"):
            position += 2 if arg in long else 1
        else:
            position += 2 if len(arg) > 1 and arg[-1] in short and not set(arg[1:-1]) & set(short) else 1
    return position + operands


def _inner(command: Command, start: int, end: int, assignments: tuple[Assignment, ...] = ()) -> Command:
    words = command.args[start:end]
    return Command(
        words[0],
        words[1:],
        command.text,
        command.script,
        assignments=(*command.assignments, *assignments),
        redirects=command.redirects,
        before=command.before,
        after=command.after,
        blocks=command.blocks,
        wrappers=(*command.wrappers, command.program),
        negated=command.negated,
        piped_from=command.piped_from,
        span=Span(words[0].start, words[-1].end),
    )


def _after_find(command: Command) -> Iterator[Command]:
    """Yield the commands behind ``find ... -exec``."""
    args = command.args
    at = 0
    while at < len(args) - 1:
        if args[at] in ("-exec", "-execdir", "-ok", "-okdir"):
            end = at + 2
            while end < len(args) and args[end] not in (";", "+"):
                end += 1
            yield _inner(command, at + 1, end)
            at = end
        at += 1


def _python_module(command: Command) -> Iterator[Command]:
    """Yield the module behind ``python -m`` as a command: ``python3 -m pip install x`` starts pip."""
    args = command.args
    at = 0
    while at < len(args) - 1 and args[at].startswith("-") and args[at] != "-c":
        if args[at] == "-m":
            yield _inner(command, at + 1, len(args))
            return
        at += 2 if args[at] in ("-W", "-X") else 1


def _account(command: Command) -> Iterator[Command]:
    """Yield the command behind ``runuser -u NAME``; other forms take its text behind ``-c``."""
    if command.args[:1] in (("-u",), ("--user",)):
        yield from _started(command, 2, ("", (), 0))


def _collection(command: Command) -> Iterator[Command]:
    """Yield the command behind ``scl enable NAME --``."""
    for at, arg in enumerate(command.args[:-1]):
        if arg == "--":
            yield _inner(command, at + 1, len(command.args))
            return


_OTHERS: dict[str, Callable[[Command], Iterator[Command]]] = {
    "find": _after_find,
    "python": _python_module,
    "pypy": _python_module,
    "runuser": _account,
    "scl": _collection,
}


#: All programs that may start others.
STARTERS = SHELLS.union(WRAPPERS, _RUNNERS, _OTHERS, _TEXT_RUNNERS, ("eval", "scl"))


def script_argument(command: Command) -> Text | None:
    """Return the text that a command hands to a shell: ``sh -c``, ``su -c``, ``eval`` of one constant word."""
    program = command.program
    shell = program in SHELLS
    if not shell and program not in _TEXT_RUNNERS and program not in ("eval", "scl"):
        return None
    args = command.args
    if program == "eval":
        return args[0] if len(args) == 1 and args[0].known else None
    if program == "scl":
        return args[-1] if len(args) > 2 and args[0] == "enable" and " " in args[-1] and "--" not in args else None
    at = 0
    while at < len(args) - 1:
        arg = args[at]
        if arg in ("-c", "--command") or shell and _is_short_group(arg):
            following = args[at + 1]
            return args[at + 2] if following in ("-e", "-x", "-l", "--") and at + 2 < len(args) else following
        if shell and arg[:1] not in ("-", "+"):
            return None
        at += 2 if shell and (arg in _SHELL_VALUES or arg.endswith("o") and not arg.startswith("--")) else 1
    return None


def fed_shell(commands: list[Command], position: int) -> Command | None:
    """Return the shell that reads the here-document of a command as its script, also behind sudo or a pipe."""
    while commands[position].started is not None:
        position += 1
    command = commands[position]
    following = commands[position + 1] if position + 1 < len(commands) else command
    if command.program == "cat" and not command.args and following.piped_from is command:
        command = following
    reads = command.program in SHELLS and all(arg.startswith("-") and "c" not in arg for arg in command.args)
    return command if reads else None


def _is_short_group(arg: str) -> bool:
    """Tell whether an argument is a group of a shell's one-letter options that holds ``c``: ``-lc``, ``-ce``."""
    return arg[:1] == "-" and "c" in arg and arg[1:].isalpha()
