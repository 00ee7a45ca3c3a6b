"""Scripts that are fetched and run without ever being looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import File
from hullmark.plugin import Text
from hullmark.plugin import holds
from hullmark.plugin import pattern
from hullmark.shell.commands import parse
from hullmark.shell.programs import SHELLS
from hullmark.shell.urls import urls_in

from hullmark_containers.hosts import is_local

#: Programs that fetch something and may write it to their output.
_FETCHERS = frozenset(("aria2c", "curl", "fetch", "http", "https", "lynx", "wget", "wget2", "xh"))
#: Interpreters besides shells, with the options behind which they take a program.
_INLINE = {
    "fish": ("-c", "--command"), "node": ("-e", "--eval", "-p"), "nodejs": ("-e", "--eval", "-p"),
    "perl": ("-e", "-E"), "php": ("-r",), "python": ("-c",), "pypy": ("-c",), "ruby": ("-e",),
}
_SOURCING = frozenset((".", "source"))
#: Programs that run what they are given.
INTERPRETERS = frozenset((*SHELLS, *_INLINE, *_SOURCING, "eval"))
#: Programs that hand on what they read, changed at most in places.
_FILTERS = frozenset((
    "awk", "base64", "cat", "cut", "dos2unix", "gunzip", "gzip", "head", "iconv", "perl", "sed", "sudo", "tail", "tee",
    "tr", "xz", "zcat",
))
#: Options of interpreters after which their input is still the program.
_HARMLESS = frozenset(("-B", "-E", "-I", "-q", "-s", "-u"))
_INPUT = frozenset(("-", "--", "/dev/stdin"))
_SUBSTITUTION = ("$(", "`", "<(")
#: Pipes that are followed back.
_LONGEST = 16

#: What stands in a text in which PowerShell may run what it fetches, in lower case, and in one in which any may.
_POWERSHELL_HINTS = ("iex", "invoke-expression")
HINTS = ("curl", "wget", *_POWERSHELL_HINTS)
_FETCHING_POWERSHELL = (
    r"(?:Invoke-WebRequest|Invoke-RestMethod|DownloadString|Net\.WebClient|\biwr\b|\birm\b|\bcurl\b|\bwget\b)"
)
_POWERSHELL = pattern(
    rf"\b(?P<first>iex|Invoke-Expression)\b[^|;\n]{{0,120}}{_FETCHING_POWERSHELL}"
    rf"|{_FETCHING_POWERSHELL}[^;\n]{{0,300}}\|\s*(?P<last>iex|Invoke-Expression)\b",
    re.IGNORECASE,
)
_SCRIPT = pattern(r"\s{0,20}#!\s*\S*\b(?:ba|da|z|a|k)?sh\b|\s{0,20}#!\s*\S+/env\s+(?:ba|da|z|a|k)?sh\b")
_SCRIPT_NAME = pattern(r".*\.(?:ba|z|k)?sh|.*(?:entrypoint|start|run|init|bootstrap|install|setup)")


class Fed(NamedTuple):
    """An interpreter that runs what another program fetches."""

    interpreter: Text
    fetcher: str
    host: str


def fed(command: Command) -> Fed | None:
    """Return the interpreter when it runs what a program fetches from another machine."""
    if command.piped_from is not None and _reads_program(command):
        return _from(command, _source(command.piped_from))
    raw = command.text
    if "<(" in raw or "$(" in raw or "`" in raw:
        for word in _programs(command):
            if word.lstrip().startswith(_SUBSTITUTION):
                return _from(command, _within(command, word))
    return None


def _from(command: Command, fetcher: Command | None) -> Fed | None:
    """Return what is run, unless it comes from close by."""
    if fetcher is None:
        return None
    urls = [url for arg in fetcher.args if "://" in arg for url in urls_in(arg, fetcher.program)]
    hosts = [url.host for url in urls if url.scheme != "file"]
    if urls and all(is_local(host) for host in hosts):
        return None
    return Fed(command.name, fetcher.program, hosts[0] if hosts and not set(hosts[0]) & set("$*{") else "")


def _source(command: Command) -> Command | None:
    """Return the program that fetches what a command writes, through the filters behind it."""
    for _ in range(_LONGEST):
        if command.program in _FETCHERS:
            return command
        if command.program == "echo" and len(command.args) == 1 and command.args[0].startswith(_SUBSTITUTION[:2]):
            return _within(command, command.args[0])
        if command.program not in _FILTERS or command.piped_from is None:
            return None
        command = command.piped_from
    return None


def _within(command: Command, word: Text) -> Command | None:
    """Return the program that fetches what a substitution stands for: its last command, or what feeds that."""
    last = None
    for other in command.script.commands:
        if other is command:
            break
        if word.start <= other.span.start and other.span.end <= word.end:
            last = other
    return _source(last) if last is not None else None


def _reads_program(command: Command) -> bool:
    """Tell whether an interpreter takes its program from its input."""
    program, args = command.program, command.args
    if program in _SOURCING:
        return args[:1] == ("/dev/stdin",)
    if program == "eval":
        return False
    for arg in args:
        if arg in _INPUT:
            return True
        if not arg.startswith("-"):
            return False
        if program in SHELLS:
            if not arg.startswith("--") and "c" in arg:
                return False
            if not arg.startswith("--") and "s" in arg:
                return True
        elif arg not in _HARMLESS:
            return False
    return True


def _programs(command: Command) -> Iterator[Text]:
    """Yield the words of a command that are a program, or name a file with one."""
    program, args = command.program, command.args
    if program in _SOURCING:
        yield from args[:1]
    elif program == "eval":
        yield from args[:1]
    else:
        options = _INLINE.get(program, ())
        for index, arg in enumerate(args):
            if arg.startswith("<("):
                yield arg
            group = program in SHELLS and arg[:1] == "-" and arg[-1] == "c"
            if (group or arg in options) and index + 1 < len(args):
                yield args[index + 1]
    for redirect in command.redirects:
        if redirect.operator in ("<", "<<<"):
            yield redirect.target


def fed_in(file: File) -> Iterator[Fed]:
    """Yield what a text runs that it fetches: one in another language, or a script that is kept in the file."""
    text = file.text
    match = _POWERSHELL.search(text) if holds(text, _POWERSHELL_HINTS) else None
    if match is not None:
        group = "first" if match["first"] else "last"
        yield Fed(text.part(*match.span(group)), "PowerShell", "")
    if _SCRIPT.match(text) or file.path is not None and _SCRIPT_NAME.fullmatch(file.path):
        for command in parse(text, "bash", "start", file.container).commands:
            found = fed(command) if command.program in INTERPRETERS else None
            if found is not None:
                yield found
