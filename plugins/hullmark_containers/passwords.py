"""Where passwords of accounts are set, and what a command is given to read."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import Text
from hullmark.plugin import pattern

#: Where secrets of a build or a container are mounted.
SECRETS = "/run/secrets"

#: Where a password is set (its text, or the command that reads it), and the account, "" where it is not known.
Setting = tuple[Text | Command, str]

_WINDOWS = pattern(
    r"\bnet\s+user\s+(?:/add\s+)?[^\s/&|]+\s+(?![/&|])(?P<net>[^\s&|]+)"
    r"|\bNew-LocalUser\b[^\n;|]*-Password\s+(?P<local>[^\s;|]+)",
    re.IGNORECASE,
)


def input_lines(command: Command) -> Iterator[Text]:
    """Yield the lines that a command reads from echo, printf, a here-document or a here-string."""
    for redirect in command.redirects:
        if redirect.body is not None:
            yield from _lines(redirect.body, redirect.expands)
        elif redirect.operator == "<<<":
            yield redirect.target
    source = command.piped_from
    if source is not None and source.program in ("echo", "printf"):
        for arg in source.args:
            if not arg.startswith("-"):
                yield from _split(arg)


def _lines(body: Text, expands: bool) -> Iterator[Text]:
    """Yield the lines of a here-document; one with a variable in it is not known."""
    start = 0
    for line in body.splitlines(keepends=True):
        text = body.part(start, start + len(line.rstrip("\r\n"))).strip_part()
        text.known = text.known and not (expands and ("$" in text or "`" in text))
        start += len(line)
        yield text


def _split(arg: Text) -> Iterator[Text]:
    """Yield the lines of an argument, at line ends and at ``\\n``."""
    start = 0
    while start <= len(arg):
        ends = [at for at in (arg.find("\\n", start), arg.find("\n", start)) if at >= 0]
        end = min(ends, default=len(arg))
        if end > start:
            yield arg.part(start, end)
        start = end + (2 if arg.startswith("\\n", end) else 1)


def from_secret(command: Command) -> bool:
    """Tell whether a command reads a mounted secret."""
    source = command.piped_from
    words = [redirect.target for redirect in command.redirects if redirect.operator == "<"]
    if source is not None:
        words += [*source.args, *(redirect.target for redirect in source.redirects)]
    return any(SECRETS in word for word in words)


def set_by_script(file: File) -> Iterator[Setting]:
    """Yield the passwords that a script for Windows sets."""
    text = file.text
    if file.path is None and "ser" in text:
        for match in _WINDOWS.finditer(text):
            yield text.part(*match.span(match.lastgroup or 0)), ""


def _chpasswd(command: Command) -> Iterator[Setting]:
    lines = list(input_lines(command))
    for line in lines:
        colon = line.find(":")
        if SECRETS in line or colon == len(line) - 1:
            continue
        account = line[:colon] if colon > 0 and "$" not in line[:colon] else ""
        yield (line.part(colon + 1) if colon > 0 else line), account
    if not lines and not from_secret(command):
        yield command, ""


def _passwd(command: Command) -> Iterator[Setting]:
    if command.arguments.has("-d", "--delete", "-l", "--lock", "-e", "--expire", "-S", "--status"):
        return
    account = next((str(name) for name in command.arguments.operands[-1:] if name.known), "root")
    lines = list(input_lines(command))
    for line in lines[:1]:
        if SECRETS not in line:
            yield line, account
    if not lines and command.piped_from is not None and not from_secret(command):
        yield command, account


def _option(command: Command) -> Iterator[Setting]:
    value = command.arguments.value("-p", "--password")
    if value and not value.startswith(("!", "*")) and value != "x" and SECRETS not in value:
        account = next((str(name) for name in command.arguments.operands[-1:] if name.known), "")
        yield value, account


def _adduser(command: Command) -> Iterator[Setting]:
    """Yield the password that is typed twice into adduser."""
    lines = [line for line in input_lines(command) if line.strip()]
    if len(lines) > 1 and lines[0] == lines[1]:
        yield lines[0], ""


def _net(command: Command) -> Iterator[Setting]:
    words = [arg for arg in command.args if not arg.startswith("/")]
    if len(words) > 2 and words[0].lower() == "user":
        yield words[2], str(words[1])


_READERS: dict[str, Callable[[Command], Iterator[Setting]]] = {
    "adduser": _adduser, "chpasswd": _chpasswd, "net": _net, "passwd": _passwd, "useradd": _option, "usermod": _option,
}


def set_by_command(command: Command) -> Iterator[Setting]:
    """Yield the passwords that a command sets."""
    reader = _READERS.get(command.program)
    if reader is not None:
        yield from reader(command)
