"""The packages that a command installs, with what each says of its version."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.plugin import Text
from hullmark.shell.packages import installs

from hullmark_dockerfile import pins
from hullmark_dockerfile.pins import MISSING
from hullmark_dockerfile.pins import Reader
from hullmark_dockerfile.runs import environment
from hullmark_dockerfile.runs import operands
from hullmark_dockerfile.runs import removed
from hullmark_dockerfile.runs import swept

#: Arguments that may name packages, and how to read them.
Words = tuple[tuple[Text, ...], Reader]
_NOTHING: Words = ((), pins.apt)

#: Families whose packages may be taken away again by the same command line.
_REMOVABLE = frozenset(("apt", "apt-get", "aptitude", "apk", "dnf", "microdnf", "tdnf", "yum", "zypper"))


class Package(NamedTuple):
    """A package: the argument that names it, the word itself, and its pin: missing, open or exact."""

    at: Text
    name: str
    pin: str


def packages(command: Command) -> Iterator[Package]:
    """Yield the packages that a command installs; those that the same script removes again are left out."""
    words, read = words_of(command)
    if not words:
        return
    gone = removed(command.script) if command.program in _REMOVABLE else frozenset()
    if command in swept(command.script) or gone and command.arguments.value("-t", "--virtual") in gone:
        return
    for at, word in operands(command, words):
        pin = read(word)
        if pin is not None and word not in gone and str(at) not in gone:
            yield Package(at, word, pin)


def words_of(command: Command) -> Words:
    """Return the arguments of a command that may name packages, and how to read them."""
    find = _PROGRAMS.get(command.program)
    return find(command) if find else _NOTHING


def _plain(reader: Reader) -> Callable[[Command], Words]:
    def find(command: Command) -> Words:
        return installs(command) or (), reader

    return find


def _dnf(command: Command) -> Words:
    arguments = command.arguments
    if arguments.subcommand == "module" and arguments.operands[:1] in (("install",), ("enable",)):
        return arguments.operands[1:], pins.rpm_module
    release = arguments.value("--releasever")
    if arguments.subcommand in ("groupinstall", "localinstall") or release is not None and release.count(".") > 1:
        return _NOTHING
    return installs(command) or (), pins.rpm


def _zypper(command: Command) -> Words:
    kind = command.arguments.value("-t", "--type")
    return (installs(command) or (), pins.zypper) if kind in (None, "package") else _NOTHING


def _pip(command: Command) -> Words:
    arguments = command.arguments
    words = installs(command)
    if words is None or _constrained(command):
        return _NOTHING
    edited = (option.value for option in arguments.options if option.name in ("-e", "--editable"))
    return (*words, *(value for value in edited if value is not None)), pins.pip


def _constrained(command: Command) -> bool:
    """Tell whether something else than the command line says which versions pip takes."""
    options = "-c", "--constraint", "--constraints", "--require-hashes", "--no-index"
    if command.arguments.option(*options) is not None:
        return True
    return any(environment(command, f"PIP_{name}") != "" for name in ("CONSTRAINT", "REQUIRE_HASHES", "NO_INDEX"))


def _uv(command: Command) -> Words:
    arguments = command.arguments
    words = arguments.operands
    if _constrained(command) or arguments.has("--locked", "--frozen"):
        return _NOTHING
    if arguments.subcommand in ("pip", "tool") and words[:1] == ("install",):
        return words[1:], pins.pip
    return (words, pins.pip) if arguments.subcommand == "add" else _NOTHING


def _gem(command: Command) -> Words:
    words = installs(command)
    version = command.arguments.option("-v", "--version")
    if not words or command.arguments.has("-g", "--file"):
        return _NOTHING
    if version is None:
        return words, pins.gem
    return ((version.value,), pins.gem_version) if version.value is not None else _NOTHING


def _go(command: Command) -> Words:
    arguments = command.arguments
    mode = arguments.value("-mod", "--mod")
    if mode == "vendor" or arguments.subcommand not in ("install", "get", "run"):
        return _NOTHING
    return arguments.operands[:1] if arguments.subcommand == "run" else arguments.operands, pins.go


def _npm(command: Command) -> Words:
    arguments = command.arguments
    if arguments.subcommand == "exec":
        return _npx(command)
    return installs(command) or (), pins.npm


def _npx(command: Command) -> Words:
    """``npx`` runs what the project holds, unless it is told which package to fetch, or not to ask."""
    arguments = command.arguments
    named = (option.value for option in arguments.options if option.name in ("-p", "--package"))
    words = tuple(value for value in named if value is not None)
    if words or not arguments.has("-y", "--yes"):
        return words, pins.npm
    return arguments.operands[:1], pins.npm


def _node(command: Command) -> Words:
    arguments = command.arguments
    if arguments.subcommand == "global" and arguments.operands[:1] == ("add",):
        return arguments.operands[1:], pins.npm
    adding = ("add", "dlx") if command.program == "yarn" else ("add", "dlx", "install", "i")
    return (arguments.operands, pins.npm) if arguments.subcommand in adding else _NOTHING


def _cargo(command: Command) -> Words:
    arguments = command.arguments
    words = arguments.operands
    action = arguments.subcommand
    if action is not None and action.startswith("+"):
        action, words = (words[0], words[1:]) if words else (None, ())
    if action not in ("install", "binstall") or arguments.option("--path", "--version", "--vers", "--rev", "--tag"):
        return _NOTHING
    origin = arguments.value("--git")
    return ((origin,), _anything) if origin is not None else (words, pins.cargo)


def _anything(word: str) -> str:
    return MISSING


def _composer(command: Command) -> Words:
    arguments = command.arguments
    words = arguments.operands
    if arguments.subcommand == "global" and words[:1] == ("require",):
        words = words[1:]
    elif arguments.subcommand != "require":
        return _NOTHING
    return tuple(word for word, after in _followed(words) if "/" in after or not after), pins.composer


def _followed(words: tuple[Text, ...]) -> Iterator[tuple[Text, str]]:
    return zip(words, (*words[1:], ""))


def _dotnet(command: Command) -> Words:
    arguments = command.arguments
    if arguments.subcommand != "tool" or arguments.operands[:1] != ("install",) or arguments.option("--version"):
        return _NOTHING
    return arguments.operands[1:2], _anything


def _luarocks(command: Command) -> Words:
    arguments = command.arguments
    rocks = arguments.operands
    if arguments.subcommand != "install" or len(rocks) != 1 or rocks[0].endswith((".rock", ".rockspec")):
        return _NOTHING
    return rocks, _anything


def _cpanm(command: Command) -> Words:
    return _NOTHING if command.arguments.has("--installdeps") else (command.arguments.operands, pins.cpan)


def _pecl(command: Command) -> Words:
    arguments = command.arguments
    return (arguments.operands, pins.pecl) if arguments.subcommand == "install" else _NOTHING


def _easy_install(command: Command) -> Words:
    return command.arguments.operands, pins.pip


_PROGRAMS: dict[str, Callable[[Command], Words]] = {
    "apk": _plain(pins.apk),
    "apt": _plain(pins.apt),
    "apt-get": _plain(pins.apt),
    "aptitude": _plain(pins.apt),
    "bun": _node,
    "cargo": _cargo,
    "composer": _composer,
    "conda": _plain(pins.conda),
    "cpanm": _cpanm,
    "dnf": _dnf,
    "dotnet": _dotnet,
    "easy_install": _easy_install,
    "gem": _gem,
    "go": _go,
    "luarocks": _luarocks,
    "mamba": _plain(pins.conda),
    "microdnf": _dnf,
    "micromamba": _plain(pins.conda),
    "npm": _npm,
    "npx": _npx,
    "pecl": _pecl,
    "pip": _pip,
    "pipx": _pip,
    "pnpm": _node,
    "tdnf": _dnf,
    "uv": _uv,
    "yarn": _node,
    "yum": _dnf,
    "zypper": _zypper,
}

#: The programs whose packages are read.
PROGRAMS = tuple(sorted(_PROGRAMS))
