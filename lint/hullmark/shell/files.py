"""What a script writes into files or hands to other interpreters, and the variables that it sets.

Followed are here-documents, ``echo`` and ``printf`` behind a redirection or in front of ``tee``, groups of them,
``sed -i``, and programs given as an argument (``python -c``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.deferred import pattern
from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Script
from hullmark.shell.commands import POSIX
from hullmark.shell.programs import SHELLS
from hullmark.text import Text
from hullmark.text import join

#: Builtins whose arguments are assignments.
_EXPORTS = frozenset(("declare", "export", "local", "readonly", "setx", "typeset"))
#: Interpreters with the options behind which they take a program.
_INLINE = {
    "node": ("-e", "--eval", "-p", "--print"),
    "perl": ("-e", "-E"),
    "php": ("-r",),
    "powershell": ("-c", "-command"),
    "pwsh": ("-c", "-command"),
    "python": ("-c",),
    "ruby": ("-e",),
}
#: Programs that write what they are given to their output.
_PRINTING = frozenset(("cat", "echo", "printf"))
#: Programs that may write text without a redirection.
_WRITING = _PRINTING.union(_INLINE, ("sed", "tee"))
_OUTPUT = frozenset((">", ">>", ">|", "&>", "&>>"))
_NAME = pattern(r"[A-Za-z_][A-Za-z0-9_]*$")
_ESCAPE = pattern(r"\\[nt]")
_SUBSTITUTE = pattern(r"s([/|#,@!:%~^+])(?:\\.|(?!\1).)*\1((?:\\.|(?!\1).)*)\1", re.DOTALL)
_INSERT = pattern(r"(?:/[^/]*/|\$|\d+)?\s*[aic](?:\\\s*|\s+)(.+)", re.DOTALL)
_POWERSHELL = pattern(r"\$env:(\w+)\s*=\s*(?:'([^'\n]*)'|\"([^\"\n]*)\"|([^\s;'\"]+))", re.IGNORECASE)


def assignments_of(script: Script) -> Iterator[Assignment]:
    """Yield the variables that a script sets, each once, with the command that sets them."""
    if script.language in ("powershell", "pwsh"):
        yield from _powershell(script.text)
    seen: set[int] = set()
    for command in script.commands:
        for assignment in command.assignments:
            if assignment.name.start not in seen:
                seen.add(assignment.name.start)
                yield Assignment(assignment.name, assignment.value, command)
        if command.program in _EXPORTS:
            for arg in command.args:
                equals = arg.find("=")
                if equals > 0 and _NAME.match(arg[:equals]):
                    yield Assignment(arg.part(0, equals), arg.part(equals + 1), command)


def _powershell(text: Text) -> Iterator[Assignment]:
    for match in _POWERSHELL.finditer(text):
        group = match.lastindex or 0
        yield Assignment(text.part(*match.span(1)), text.part(*match.span(group)))


def files_of(script: Script) -> Iterator[File]:
    """Yield the texts that a script does not run as shell commands; a script in another language is one itself."""
    if script.language not in POSIX and script.language != "exec":
        yield File(script.span, None, script.text, None, script.container)
        return
    waiting: list[tuple[Command, Text]] = []
    for command in script.commands:
        program = command.program
        while waiting and len(command.blocks) < len(waiting[-1][0].blocks) - 1:
            waiting.pop()
        if command.started is not None or not command.redirects and program not in _WRITING:
            continue
        path = _output(command)
        if program in _INLINE:
            yield from _inline(command)
        if program == "tee":
            operands = command.arguments.operands
            path = operands[0] if operands else None
            yield from (_file(command, path, text) for source, text in waiting if source is command.piped_from)
        elif not program and path is not None:
            yield from (_file(source, path, text) for source, text in waiting)
            waiting.clear()
        elif program == "sed":
            yield from _edited(command, path)
        if path is not None or program not in _PRINTING:
            yield from (_file(command, path, text) for text in _texts(command))
        elif command.after == "|" or command.blocks:
            waiting += [(command, text) for text in _texts(command)]


def _file(command: Command, path: Text | None, text: Text) -> File:
    return File(text.span, path, text, command, command.container)


def _output(command: Command) -> Text | None:
    """Return the file that takes the output of a command."""
    for redirect in reversed(command.redirects):
        if redirect.operator in _OUTPUT and redirect.descriptor in ("", "1"):
            return redirect.target
    return None


def _texts(command: Command) -> Iterator[Text]:
    """Yield what a command prints or is given as its input."""
    for redirect in command.redirects:
        if redirect.body is not None and command.program not in SHELLS:
            yield redirect.body
        elif redirect.operator == "<<<" and command.program not in SHELLS:
            yield redirect.target
    if command.program in ("echo", "printf"):
        args = list(command.args)
        while args and args[0] in ("-e", "-n", "-E", "-ne", "-en", "--"):
            del args[0]
        if args:
            yield _joined(args)


def _joined(args: list[Text]) -> Text:
    """Return arguments as one text, with line ends for ``\\n``."""
    pieces: list[tuple[str, int]] = []
    for arg in args:
        if pieces:
            pieces.append((" ", arg.start - 1))
        at = 0
        for escape in _ESCAPE.finditer(arg) if "\\" in arg else ():
            pieces += arg.part(at, escape.start()).pieces()
            pieces.append(("\n" if escape[0] == "\\n" else "\t", arg.offset(escape.start())))
            at = escape.end()
        pieces += arg.part(at).pieces()
    text = join(pieces)
    text.known = all(arg.known for arg in args)
    return text


def _inline(command: Command) -> Iterator[File]:
    """Yield the program that an interpreter gets as an argument."""
    options = _INLINE[command.program]
    for index, arg in enumerate(command.args[:-1]):
        if arg.lower() in options:
            for text in command.args[index + 1:] if command.program in ("powershell", "pwsh") else \
                    command.args[index + 1:index + 2]:
                yield File(text.span, None, text, command, command.container)
            return


def _edited(command: Command, path: Text | None) -> Iterator[File]:
    """Yield what ``sed`` puts into a file."""
    operands = command.arguments.operands
    if path is None and (len(operands) < 2 or not command.arguments.has("-i", "--in-place")):
        return
    for arg in operands[:-1]:
        for match in _SUBSTITUTE.finditer(arg):
            if match[2]:
                yield _file(command, path or operands[-1], arg.part(*match.span(2)))
        inserted = _INSERT.match(arg)
        if inserted:
            yield _file(command, path or operands[-1], arg.part(*inserted.span(1)))
