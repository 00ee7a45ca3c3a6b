"""Settings of programs, wherever they are made: as a variable, as an option, as a line of a configuration file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import Text
from hullmark.plugin import pattern

#: The facts in which a setting can stand.
SETTINGS = (Variable, Script, File)

ON = frozenset(("1", "true", "yes", "on", "y", "t", "enabled"))
OFF = frozenset(("0", "false", "no", "off", "n", "f", "disabled"))
EMPTY = frozenset(("",))

#: First words of names that do not say what they are about.
_HOW = frozenset(("requiressl", "security", "ssl", "sslmode", "tls", "tlsmode"))
#: Parts of names that stand in many others.
_VAGUE = frozenset((
    "disable", "disabled", "enable", "enabled", "encryption", "reject", "require", "secure", "security", "start",
    "starttls", "unauthorized", "verify",
))
_NAME = pattern(r"[\w.-]+")
_BREAK = pattern(r"[^a-z0-9]+")
_LINE = pattern(
    r"^[ \t]*(?:-[ \t]+|export[ \t]+)?[\"']?(?P<name>[A-Za-z_][\w.-]*)[\"']?(?:[ \t]*[:=][ \t]*|[ \t]+)"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'#;,{}\[\]]*)",
    re.MULTILINE,
)
#: Options that stand in front of a setting and are written together with it: ``-Dname=value``.
_GLUED = ("-D", "-E", "-e")
#: Kinds of variables that a program is given.
_KINDS = frozenset(("env", "config", "secret", "build-arg"))


class Setting(NamedTuple):
    """A name with a value: ``name`` in small letters and with "_" for all others, ``shown`` as it is written.

    ``value`` is without quotes, ``at`` what to underline; an option that stands alone has the value "true".
    ``command`` is what it is an option of, ``fact`` what it stands in, ``family`` what the names of settings about the
    same thing begin with.
    """

    name: str
    shown: str
    value: Text
    at: Text
    fact: Variable | Script | File
    command: Command | None = None
    family: str = ""

    @property
    def container(self) -> Container | None:
        """The container that is set up."""
        return self.fact.container


class Switches:
    """Names of settings, with the values that count: in small letters, without quotes.

    A name also stands for longer ones that end with it: ``security_enabled`` for ``XPACK_SECURITY_ENABLED``.
    """

    __slots__ = ("names", "values", "hints")

    def __init__(self, names: dict[str, frozenset[str]]) -> None:
        self.names = names
        self.values = frozenset().union(*names.values())
        #: What stands in a text that holds one of them: of each name the longest part that says something.
        self.hints = tuple(_hint(name) for name in names)

    def found(self, fact: Variable | Script | File) -> Iterator[Setting]:
        """Yield the settings of a fact that count."""
        for setting in settings_of(fact, self.values):
            key = self.key_of(setting.name)
            if key is not None and setting.value.lower() in self.names[key]:
                yield setting._replace(family=_family(setting.name.removesuffix(key), key.partition("_")[0]))

    def key_of(self, name: str) -> str | None:
        """Return the name in the table that a name stands for, None for one that is no switch."""
        while name not in self.names:
            _, found, name = name.partition("_")
            if not found:
                return None
        return name


def environment(container: Container | None) -> tuple[tuple[Text, Text | None], ...]:
    """Return the variables of a container, none where there is no container."""
    return container.environment if container is not None else ()


def is_moot(variable: Variable, switches: Switches | None = None) -> bool:
    """Tell, before anything else is asked, that a variable is no switch that counts and holds no URL."""
    value = variable.value
    return value is None or "://" not in value and (
        switches is None or value.strip("\"' ").lower() not in switches.values
    )


def settings_of(fact: Variable | Script | File, values: frozenset[str]) -> Iterator[Setting]:
    """Yield the settings in a fact that have one of these values."""
    if isinstance(fact, Variable):
        value = fact.value
        if value is not None and fact.kind in _KINDS and len(value) < 64 and value.known:
            value = value.strip_part("\"' ")
            if value.lower() in values:
                yield Setting(plain(fact.name), str(fact.name), value, fact.value or fact.name, fact)
    elif isinstance(fact, File):
        yield from _of_file(fact, values)
    elif fact.use == "start":
        for command in fact.commands:
            for setting in _of_command(command, fact):
                if setting.value.known and setting.value.lower() in values:
                    yield setting


def _family(before: str, first: str) -> str:
    """Return what names of settings about the same thing begin with: the first word that says what that is."""
    if first == "pgsslmode":
        return "pg"
    return before.rstrip("_") if before and first in _HOW else before + first


def _hint(name: str) -> str:
    longest = max(name.split("_"), key=lambda part: (part not in _VAGUE, len(part)))
    return longest if len(longest) > 3 else f"-{longest}"


def plain(name: str) -> str:
    """Return a name in small letters, all that is no letter and no digit replaced by "_"."""
    return _BREAK.sub("_", name.lower()).strip("_")


def _of_file(file: File, values: frozenset[str]) -> Iterator[Setting]:
    for match in _LINE.finditer(file.text):
        value = match["value"].strip("\"'").lower()
        if value in values and (value or match["value"]):
            at = file.text.part(match.start("name"), match.end())
            text = file.text.part(*match.span("value")).strip_part("\"'")
            yield Setting(plain(match["name"]), match["name"], text, at, file)


def _of_command(command: Command, script: Script) -> Iterator[Setting]:
    args = command.args
    for word, behind in zip(args, (*args[1:], None)):
        name, equals, _ = word.partition("=")
        if not word.startswith("-") and not (equals and _NAME.fullmatch(name)):
            continue
        value = word.part(len(name) + 1).strip_part("\"'") if equals else word.substitute("true")
        shown = name[2:] if name.startswith(_GLUED) and equals else name
        if not equals and behind is not None and not behind.startswith("-"):
            value = behind.strip_part("\"'")
        yield Setting(plain(shown), shown, value, word, script, command)
