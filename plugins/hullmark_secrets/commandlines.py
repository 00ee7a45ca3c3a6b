"""Where command lines carry credentials: options by their name, and those of programs that name them otherwise.

Sources: the manual pages of the programs, read in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Script
from hullmark.plugin import Text
from hullmark.plugin import holds
from hullmark.plugin import join
from hullmark.plugin import pattern

from hullmark_secrets import keys
from hullmark_secrets.pairs import HINTS

#: Options whose value, or the rest of whose word, is a password: by program.
_OPTIONS: dict[str, tuple[str, ...]] = {
    "7z": ("-p",), "7za": ("-p",), "keytool": ("-storepass", "-keypass"),
    "ldapadd": ("-w",), "ldapmodify": ("-w",), "ldappasswd": ("-w", "-s"), "ldapsearch": ("-w",), "ldapwhoami": ("-w",),
    "mongo": ("-p",), "mongodump": ("-p",), "mongoimport": ("-p",), "mongorestore": ("-p",), "mongosh": ("-p",),
    "redis-cli": ("-a",), "sqlcmd": ("-P",), "sshpass": ("-p",), "twine": ("-p",), "zip": ("-P",), "unzip": ("-P",),
}
#: Programs whose ``-p`` takes the password in the same word only.
_JOINED = frozenset((
    "mysql", "mysqladmin", "mysqldump", "mysqlimport", "mariadb", "mariadb-admin", "mariadb-dump", "mysqlsh",
))
#: Options of the form ``user:password``, or with ``%`` in between.
_PAIRS: dict[str, tuple[tuple[str, ...], str]] = {
    "curl": (("-u", "--user", "-U", "--proxy-user"), ":"),
    "smbclient": (("-U", "--user"), "%"),
}
_HEADERS = {"curl": ("-H", "--header"), "wget": ("--header",)}
_HEADER = pattern(
    r"(?i)(?:(?:proxy-)?authorization\s*:\s*(?:(?:bearer|basic|token|apikey)\s+)?|"
    r"(?:private|job|deploy)-token\s*:\s*|x-[\w-]{0,30}(?:token|key|secret)\s*:\s*)(?P<value>\S{6,})$"
)
#: Names that say nothing of a credential to anybody but their program.
_SPECIAL = {"--requirepass": "password", "--masterauth": "password", "-passin": "pass", "-passout": "pass"}
#: ``-Dname=value`` of Java, and the word behind ``--set``, ``-e`` and the like.
_DEFINED = pattern(r"(?:-D)?(?P<name>[A-Za-z_][\w.-]{2,80})=(?P<value>.+)", re.DOTALL)
_DEFINERS = frozenset(("--set", "--set-string", "-e", "--env", "--build-arg", "--from-literal", "--extra-vars", "-D"))
#: By program, what stands in its command lines that carry a credential.
_SIGNS: dict[str, tuple[str, ...]] = {
    **_OPTIONS,
    **dict.fromkeys(_JOINED, ("-p",)),
    **{name: (*options, *_HEADERS.get(name, ())) for name, (options, _) in _PAIRS.items()},
    "rabbitmqctl": ("add_user", "change_password"),
    "wget": _HEADERS["wget"],
}
#: How the word behind such an option begins where it is no credential: an option, or one of a mount of a build.
_NEVER = ("-", "id=", "type=", "name=")


def carriers(script: Script) -> Iterator[Command]:
    """Yield the commands of a script that may carry credentials; quick, since it is asked of every script."""
    hinted = holds(script.text, HINTS)
    for command in script.commands:
        signs = _SIGNS.get(command.program)
        if signs is not None and any(sign in command.text for sign in signs) or hinted and holds(command.text, HINTS):
            yield command


def carried(command: Command) -> Iterator[tuple[str, Text]]:
    """Yield what a command line gives as a credential: the name to judge it by, and the text.

    The words of a command that this one starts are left to that.
    """
    yield from _of_program(command)
    started = command.started
    before = ""
    for word in command.args:
        if started is not None and word.start >= started.span.start:
            return
        name = _credential(before)
        if name is not None and not word.startswith(_NEVER):
            yield name, word
        elif before in _DEFINERS or word.startswith("-D"):
            yield from _defined(word)
        elif word.startswith("-") and "=" in word:
            at = word.index("=")
            option, value = str(word)[:at], word.part(at + 1)
            name = _credential(option)
            if name is not None:
                yield name, value
            elif option in _DEFINERS:
                yield from _defined(value)
        before = str(word)


def texts_of(script: Script) -> Iterator[Text]:
    """Yield the text of a script; that of an argument list word by word, an option with the word behind it."""
    if script.language != "exec":
        yield script.text
        return
    for command in script.commands:
        previous = None
        for word in command.args:
            if previous is not None and previous.startswith("--") and "=" not in previous:
                yield join([(f"{previous} ", previous.span.start), (str(word), word.offset(0))])
            yield word
            previous = word


def _credential(option: str) -> str | None:
    """Return the name by which to judge the value of an option, None where it is no credential."""
    if option in _SPECIAL:
        return _SPECIAL[option]
    name = option.lstrip("-")
    return name if option.startswith("--") and keys.strength(name) >= keys.MEDIUM else None


def _defined(word: Text) -> Iterator[tuple[str, Text]]:
    found = _DEFINED.fullmatch(word)
    if found is not None and keys.strength(found["name"]) >= keys.MEDIUM:
        yield found["name"], word.part(*found.span("value"))


def _of_program(command: Command) -> Iterator[tuple[str, Text]]:
    """Yield the credentials in options that only the program's manual explains."""
    program = command.program
    for option in _OPTIONS.get(program, ()):
        yield from (("password", value) for value in _values(command.args, option, joined=len(option) == 2))
    if program in _JOINED:
        for word in command.args:
            if word.startswith("-p") and len(word) > 2:
                yield "password", word.part(2)
    for names, mark in [_PAIRS[program]] if program in _PAIRS else ():
        for name in names:
            for value in _values(command.args, name, joined=len(name) == 2):
                if mark in value:
                    yield "password", value.part(value.index(mark) + 1)
    for name in _HEADERS.get(program, ()):
        for value in _values(command.args, name, joined=len(name) == 2):
            header = _HEADER.search(value)
            if header is not None:
                yield "token", value.part(*header.span("value"))
    if program == "rabbitmqctl" and len(command.args) > 2 and command.args[0] in ("add_user", "change_password"):
        yield "password", command.args[2]
    source = command.piped_from
    if "--password-stdin" in command.args and source is not None and source.program in ("echo", "printf"):
        yield from (("password", word) for word in source.args[-1:])


def _values(words: tuple[Text, ...], option: str, joined: bool) -> Iterator[Text]:
    """Yield the values of an option: the next word, what follows ``=``, or the rest of the word where it is joined."""
    for index, word in enumerate(words):
        if word == option:
            if index + 1 < len(words):
                yield words[index + 1]
        elif word.startswith(f"{option}="):
            yield word.part(len(option) + 1)
        elif joined and word.startswith(option) and len(word) > len(option):
            yield word.part(len(option))
