"""What turns a check off, as tables: options of programs, words behind them, variables, lines of configuration files.

A rule of such a family is its table, the words of its message, and its documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from typing import NamedTuple

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Variable
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Edit
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.shell.programs import Option
from hullmark.shell.urls import urls_of

from hullmark_containers.hosts import is_local

#: What the rules of these families are about: the facts in which a switch can stand.
SETTINGS = (Command, Assignment, Variable, File)

#: What a switch does, in the words of messages.
UNVERIFIED = "turns certificate verification off"
UNSIGNED = "lets packages in that no trusted key signed"

OFF = frozenset(("0", "false", "no", "off", "n", "f"))
ON = frozenset(("1", "true", "yes", "on", "y", "t"))
ANY = frozenset(("*",))
EMPTY = frozenset(("",))

_KINDS = frozenset(("env", "build-arg", "config"))
_TEST = pattern(r"(^|[-_.])(tests?|testing|tester|e2e|integration|ci)($|[-_.\d])", re.IGNORECASE)
_BETWEEN = pattern(r"[\s\\`]*")
#: Characters of a command's arguments that patterns are matched against.
_MAX_WORDS = 8192
#: Programs that bring files into a build.
_FETCHERS = frozenset(("aria2c", "aws", "curl", "git", "gsutil", "scp", "wget"))
#: Options whose value is the setting.
_CARRIERS = frozenset(("-c", "-e", "-o", "-D", "--config", "--define", "--option", "--setopt"))


class Table(NamedTuple):
    """Switches of one kind.

    ``options`` lists by program those that turn a check off, as ``--name`` or ``--name=value``; one with a value that
    says no does not count. ``signs`` are in lower case; a command with a switch holds one of them, if any are given.
    ``words`` has by program a pattern for the arguments joined by blanks; its first group is
    what to underline. ``variables`` are names with the values that count: words in lower case, ANY, EMPTY, or a
    pattern. ``text`` is a pattern for files whose path ``files`` matches; what it matches holds one of the ``marks``,
    which are in lower case. A command with an option or subcommand of ``unless`` is left alone. ``packages`` are
    endings of package files: a command for which only such files are named is a warning of the profile strict if its
    script fetches nothing.
    """

    options: dict[str, frozenset[str]] = {}
    words: dict[str, str] = {}
    variables: dict[str, frozenset[str] | str] = {}
    text: str = ""
    marks: tuple[str, ...] = ()
    files: str = ""
    unless: frozenset[str] = frozenset()
    packages: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The programs and variables in the table."""
        return tuple(sorted({*self.options, *self.words, *self.variables}))

    @property
    def hints(self) -> dict[type, tuple[str, ...]]:
        """What a text must hold, in lower case, to be looked at: a file one of the marks, or a variable."""
        hints: dict[type, tuple[str, ...]] = {File: tuple(sorted({*self.marks, *map(str.lower, self.variables)}))}
        return {**hints, Command: self.signs} if self.signs else hints


def merged(*tables: Table) -> Table:
    """Return one table for several, about different programs and variables."""
    return Table(
        {key: value for table in tables for key, value in table.options.items()},
        {key: value for table in tables for key, value in table.words.items()},
        {key: value for table in tables for key, value in table.variables.items()},
        "|".join(f"(?:{table.text})" for table in tables if table.text),
        tuple(mark for table in tables for mark in table.marks),
    )


def problems(fact: Any, context: Context, table: Table, effect: str) -> Iterator[Problem]:
    """Yield a problem for each switch in a fact; the message is the switch and its ``effect``."""
    if isinstance(fact, Command):
        yield from _in_command(fact, context, table, effect)
    elif isinstance(fact, File):
        yield from _in_text(fact, table, effect)
    elif fact.name in table.variables and (isinstance(fact, Assignment) or fact.kind in _KINDS):
        yield from _in_setting(fact, table.variables[fact.name], effect)


def _in_setting(fact: Assignment | Variable, values: frozenset[str] | str, effect: str) -> Iterator[Problem]:
    """Yield a problem for a variable with a value that counts."""
    value = fact.value
    if value is None or not _counts(value, values):
        return
    shown = f"{fact.name}={value}"
    if values is EMPTY:
        if isinstance(fact, Variable) and fact.kind == "build-arg":
            return  # a default that says nothing
        shown = f"an empty {fact.name}"
    elif isinstance(values, str):
        match = _compiled(values).search(value)
        shown = f"{match[0].strip()} in {fact.name}" if match else str(fact.name)
    local = "HOST" in fact.name and all(is_local(_host(word)) for word in value.split())
    yield Problem(fact, f"{shown} {effect}", severity=INFO if local else _severity(fact))


def _counts(value: Text, values: frozenset[str] | str) -> bool:
    """Tell whether a value is one of those that count."""
    if isinstance(values, str):
        return bool(_compiled(values).search(value))
    return value.known and (value.lower() in values or values is ANY and bool(value))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed."""
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def _severity(fact: Any) -> str | None:
    """Return the weaker severity of what happens in a stage for tests."""
    name = fact.container.name if fact.container is not None else None
    return WARNING if name is not None and _TEST.search(name) else None


def _host(text: str) -> str:
    return text.rpartition("://")[2].partition("/")[0].partition(":")[0]


def _in_command(command: Command, context: Context, table: Table, effect: str) -> Iterator[Problem]:
    """Yield one problem for a command, at its first switch."""
    arguments = command.arguments
    if arguments.subcommand in table.unless or any(option.name in table.unless for option in arguments.options):
        return
    found = [option for option in arguments.options if _switched(option, table.options.get(command.program))]
    if found:
        first = found[0]
        shown = first.name if first.value is None or first.name in table.options[command.program] else first.text
        local = all("host" in option.name and is_local(_host(option.value or "")) for option in found)
        severity, profile = (INFO, DEFAULT) if local else _weight(command, table)
        fix = drop(command, [word for option in found for word in _words_of(option)], context)
        message = f"{command.program} {shown} {effect}"
        yield Problem(first.text, message, fix, severity=severity, profile=profile)
    elif command.program in table.words:
        yield from _in_words(command, context, table, effect)


def _switched(option: Option, names: frozenset[str] | None) -> bool:
    if not names:
        return False
    if option.name in names:
        return option.value is None or option.value.lower() not in OFF
    return option.value is not None and f"{option.name}={option.value}".lower() in names


def _words_of(option: Option) -> list[Text]:
    """Return the words in which an option stands: its argument, or its letter in a group, and a separate value."""
    text, value = option.text, option.value
    if text[:2] != "--" and len(option.name) == 2 and len(text) > 2 and value is None:
        index = text.index(option.name[1], 1)
        return [text.part(index, index + 1)]
    separate = value is not None and value.start >= text.end
    return [text, value] if separate and value is not None else [text]


def _in_words(command: Command, context: Context, table: Table, effect: str) -> Iterator[Problem]:
    """Yield a problem for a setting among the arguments."""
    match = _compiled(table.words[command.program]).search(" ".join(command.args)[:_MAX_WORDS])
    if match is None:
        return
    start, end = match.span(1)
    words: list[Text] = []
    spans: list[Span] = []
    at = 0
    previous = None
    for arg in command.args:
        if start < at + len(arg) and at < end:
            part = arg.part(max(start - at, 0), min(end - at, len(arg)))
            spans.append(Span(part.offset(0), part.offset(len(part) - 1) + 1))
            words += [previous, arg] if not words and previous in _CARRIERS and previous is not None else [arg]
        at += len(arg) + 1
        previous = arg
    single = len(spans) == 1 and (words[0].startswith("-") and "=" in words[0] or words[0] in _CARRIERS)
    fix = drop(command, words, context) if single else None
    place = Span(spans[0].start, spans[-1].end)
    message = f"{command.program} {match[1].strip()} {effect}"
    severity, profile = _weight(command, table)
    yield Problem(place, message, fix, severity=severity, profile=profile)


def _weight(command: Command, table: Table) -> tuple[str | None, str]:
    """Return the severity and the profile of a command: weaker if it only asks hosts close by, or installs files."""
    hosts = [url.host for url in urls_of(command)]
    if not hosts and command.program in ("curl", "wget"):
        hosts = [_host(operand) for operand in command.arguments.operands]
    health = command.script.use == "health"
    if hosts and all(is_local(host) or health and "$" in host for host in hosts):
        return INFO, DEFAULT
    if table.packages and _installs_files(command, table.packages):
        return WARNING, STRICT
    return _severity(command), DEFAULT


def _installs_files(command: Command, endings: tuple[str, ...]) -> bool:
    """Tell whether a command installs only package files, and its script fetches nothing."""
    operands = command.arguments.operands
    return bool(operands) and all(
        "://" not in operand and operand.endswith(endings) for operand in operands
    ) and not any(other.program in _FETCHERS for other in command.script.commands)


def _in_text(file: File, table: Table, effect: str) -> Iterator[Problem]:
    """Yield a problem for each line of a text that is a switch, comments left out."""
    fits = table.text and (not table.files or file.path is not None and _compiled(table.files).search(file.path))
    for match in _compiled(table.text).finditer(file.text) if fits else ():
        if not _commented(file.text, match.start()):
            yield _text_problem(file, match.start(), match.end(), effect)
    for name, values in table.variables.items():
        at = file.text.find(name)
        if at < 0:
            continue
        for match in _compiled(rf"(?<!\w){name}[\"'\]]*\s*[:=]\s*[\"']?([^\s\"';,}}]*)[\"']?").finditer(file.text, at):
            if not _commented(file.text, match.start()) and _counts(file.text.part(*match.span(1)), values):
                yield _text_problem(file, match.start(), match.end(), effect)


def _text_problem(file: File, start: int, end: int, effect: str) -> Problem:
    part = file.text.part(start, end).strip_part()
    place = f" in {file.path.rpartition('/')[2]}" if file.path else ""
    return Problem(part, f"{' '.join(part.split())}{place} {effect}", severity=_severity(file))


def _commented(text: str, at: int) -> bool:
    """Tell whether a place is in a line that begins as a comment."""
    return text[text.rfind("\n", 0, at) + 1:at].lstrip().startswith(("#", "//", ";", "--"))


def drop(command: Command, words: list[Text], context: Context) -> Fix | None:
    """Return the fix that removes words of a command with the blanks before them."""
    if command.script.language == "exec":
        return None
    ends = {arg.start: before.end for before, arg in zip((command.name, *command.args), command.args)}
    edits = []
    for word in words:
        if not word.editable:
            return None
        start = ends.get(word.start, word.start)
        if not _BETWEEN.fullmatch(context.document.text, start, word.start):
            return None
        edits.append(Edit(Span(start, word.end), ""))
    return Fix("drop the switch", tuple(edits), safe=False)
