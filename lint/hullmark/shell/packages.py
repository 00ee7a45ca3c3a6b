"""Package managers: which commands install what.

One table for all rules that ask about packages, whatever they ask.
"""

from __future__ import annotations

from typing import NamedTuple

from hullmark.model import Command
from hullmark.text import Text


class Manager(NamedTuple):
    """A package manager. ``family`` groups programs that share habits; the rest are subcommands by what they do."""

    family: str
    install: frozenset[str]
    update: frozenset[str] = frozenset()
    upgrade: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_APT = Manager(
    "apt", _words("install reinstall"), _words("update"), _words("upgrade full-upgrade dist-upgrade safe-upgrade"),
    _words("remove purge autoremove autopurge"),
)
_DNF = Manager(
    "dnf",
    _words("install in reinstall rei localinstall groupinstall"),
    _words("makecache check-update"),
    _words("update upgrade up upgrade-minimal update-minimal up-min distro-sync"),
    _words("remove erase autoremove rm"),
)

#: Programs with subcommands. yum, microdnf and tdnf speak dnf's language; their ``family`` tells them apart.
MANAGERS: dict[str, Manager] = {
    "apt-get": _APT,
    "apt": _APT,
    "aptitude": _APT,
    "apk": Manager("apk", _words("add"), _words("update"), _words("upgrade"), _words("del")),
    "dnf": _DNF,
    "microdnf": _DNF,
    "tdnf": _DNF,
    "yum": _DNF._replace(family="yum"),
    "zypper": Manager(
        "zypper",
        _words("install in source-install si"),
        _words("refresh ref"),
        _words("update up patch dist-upgrade dup"),
        _words("remove rm"),
    ),
    "pip": Manager("pip", _words("install"), remove=_words("uninstall")),
    "pipx": Manager("pip", _words("install"), remove=_words("uninstall")),
    "npm": Manager("npm", _words("install i add in ins inst"), upgrade=_words("update up"), remove=_words("uninstall")),
    "pnpm": Manager("npm", _words("add install i"), upgrade=_words("update up"), remove=_words("remove rm")),
    "yarn": Manager("yarn", _words("add install"), upgrade=_words("upgrade up"), remove=_words("remove")),
    "gem": Manager("gem", _words("install i"), upgrade=_words("update"), remove=_words("uninstall")),
    "go": Manager("go", _words("install get")),
    "cargo": Manager("cargo", _words("install")),
    "conda": Manager("conda", _words("install create"), upgrade=_words("update upgrade"), remove=_words("remove")),
    "mamba": Manager("conda", _words("install create"), upgrade=_words("update upgrade"), remove=_words("remove")),
    "micromamba": Manager("conda", _words("install create"), upgrade=_words("update"), remove=_words("remove")),
}


def installs(command: Command) -> tuple[Text, ...] | None:
    """Return the package words of a command that installs, options left out; None when it does something else."""
    manager = MANAGERS.get(command.program)
    arguments = command.arguments
    if manager is None or arguments.subcommand not in manager.install:
        return None
    return arguments.operands
