"""Repositories of packages: how they are added, and which are the distributions' own. Read in 2026."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Url
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.shell.urls import urls_in

from hullmark_containers.hosts import is_below
from hullmark_containers.hosts import is_local

#: Hosts that serve a distribution itself; a host matches with all those below it.
OWN = frozenset((
    "almalinux.org", "alpinelinux.org", "archlinux.org", "archlinuxarm.org", "centos.org", "debian.net", "debian.org",
    "fedoraproject.org", "kali.org", "kernel.org", "opensuse.org", "oracle.com", "raspbian.org", "redhat.com",
    "rockylinux.org", "suse.com", "ubuntu.com",
))
#: Parts of those that are no part of a release.
_ASIDE = pattern(r"/alpine/edge/testing\b|/epel/")
#: Packages that set up a repository.
_SETUP = pattern(
    r"(?:oracle-)?epel-release(?:-\S*)?|remi-release\S*|rpmfusion-\S+|ius-release\S*|elrepo-release\S*|pgdg-\S+\.rpm"
    r"|centos-release-scl\S*|mysql\S*-release\S*|zabbix-release\S*|nginx-release\S*|https?://\S*-(?:repo|release)-\S+",
    re.IGNORECASE,
)
_LINE = pattern(r"[^\n]*://[^\n]*")
_PATH = pattern(r"sources\.list|\.sources$|yum\.repos\.d|zypp/repos\.d|apk/repositories|apt/sources")
_SCRIPT = pattern(
    r"(?:deb|rpm)\.nodesource\.com/setup|packagecloud\.io/install|packages\.gitlab\.com/install|mariadb_repo_setup"
)
#: Options by which rpm installs nothing.
_ASKING = ("-K", "-q", "-e", "-V", "--checksig", "--query", "--erase", "--import", "--verify")
_INSTALLERS = frozenset(("dnf", "microdnf", "rpm", "tdnf", "yum"))

#: Programs that may add a repository.
PROGRAMS = (
    "add-apt-repository", "apk", "apt-add-repository", "choco", "curl", "dnf", "dnf-config-manager", "microdnf", "rpm",
    "tdnf", "wget", "yum", "yum-config-manager", "zypper",
)


class Added(NamedTuple):
    """A repository that is added: where, and its host or what else to call it."""

    at: Text
    name: str


def is_own(host: str) -> bool:
    """Tell whether a host serves a distribution itself, or is close by."""
    return is_local(host) or is_below(host, OWN)


def added_by(command: Command) -> Iterator[Added]:
    """Yield the repositories that a command adds."""
    program = command.program
    arguments = command.arguments
    if program in ("add-apt-repository", "apt-add-repository"):
        for arg in command.args:
            if arg.startswith("ppa:") or "://" in arg:
                yield from _named(arg)
    elif program in ("curl", "wget"):
        yield from _downloaded(command)
    elif program == "apk":
        for option in arguments.options:
            if option.name in ("-X", "--repository") and option.value is not None:
                yield from _named(option.value)
    elif program == "zypper":
        if arguments.subcommand in ("ar", "addrepo"):
            for arg in arguments.operands[:1]:
                yield from _named(arg)
    elif program == "choco":
        if arguments.operands[:2] == ("source", "add"):
            yield Added(arguments.operands[1], "this source of Chocolatey")
    else:
        yield from _of_yum(command)


def _of_yum(command: Command) -> Iterator[Added]:
    """Yield what yum and its successors add: by their configuration manager, by Copr, by a package."""
    words = [*command.args]
    for index, arg in enumerate(words):
        if arg.startswith(("--add-repo=", "--from-repofile=")):
            yield from _named(arg.part(arg.index("=") + 1))
        elif arg == "--add-repo" and index + 1 < len(words):
            yield from _named(words[index + 1])
    operands = command.arguments.operands
    if command.arguments.subcommand == "copr" and operands[:1] == ("enable",) and len(operands) > 1:
        yield Added(operands[1], f"Copr {operands[1]}")
    if command.program in _INSTALLERS and not command.arguments.has(*_ASKING):
        for arg in operands:
            if _SETUP.fullmatch(arg.rpartition("/")[2]) or _SETUP.fullmatch(arg):
                yield Added(arg, arg.rpartition("/")[2])


def _named(text: Text) -> Iterator[Added]:
    """Yield the repository that an argument names."""
    if text.startswith("ppa:"):
        yield Added(text, str(text))
    for url in urls_in(text, ""):
        yield from _foreign(url)


def _foreign(url: Url) -> Iterator[Added]:
    """Yield a repository that is no part of a distribution's releases."""
    aside = _ASIDE.search(url.text)
    if aside or "$" not in url.host and not is_own(url.host):
        yield Added(url.text, aside[0].strip("/") if aside else url.host)


def _downloaded(command: Command) -> Iterator[Added]:
    """Yield what is downloaded into a list of repositories, and scripts that write one."""
    targets = [redirect.target for redirect in command.redirects]
    targets += [option.value for option in command.arguments.options if option.value is not None]
    reader = command.script.readers.get(command)
    if reader is not None and reader.program == "tee":
        targets += reader.arguments.operands
    for operand in command.arguments.operands:
        if _SCRIPT.search(operand) or any(_PATH.search(target) for target in targets) and "://" in operand:
            yield from _named(operand)


def added_in(file: File) -> Iterator[Added]:
    """Yield the repositories that a written file names, unless their key was brought in by the build's author."""
    if file.path is None or not _PATH.search(file.path):
        return
    for found in _LINE.finditer(file.text):
        line = found[0].lstrip()
        if not line.startswith(("#", "gpgkey")) and ("signed-by=" not in line or _fetches_key(file)):
            for url in urls_in(file.text.part(*found.span()), ""):
                yield from _foreign(url)


def _fetches_key(file: File) -> bool:
    """Tell whether the script that writes a file also fetches something."""
    commands = file.command.script.commands if file.command is not None else ()
    return any(command.program in ("curl", "gpg", "wget") for command in commands)
