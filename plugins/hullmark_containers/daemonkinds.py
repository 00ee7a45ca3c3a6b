"""Kinds of daemons besides SSH servers: the programs, packages and services that they are.

Sources: the package indexes of Debian 13, Alpine 3.22 and Fedora 43 and those of PyPI, npm and RubyGems, as known in
November 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.plugin import Text
from hullmark.shell.packages import MANAGERS

from hullmark_containers.daemons import package_name
from hullmark_containers.daemons import packages_of
from hullmark_containers.daemons import removed_later

#: Package managers of distributions.
_SYSTEM = tuple(name for name in MANAGERS if MANAGERS[name].family in ("apk", "apt", "dnf", "yum", "zypper"))
#: Programs that start a service by its name, and the words that they do it with.
_STARTERS = ("service", "systemctl", "rc-service")
_STARTING = frozenset(("start", "restart"))
#: Options by which a daemon only says something.
_SAYING = frozenset(("--help", "--version", "-h", "-V", "-v", "version"))


class Kind(NamedTuple):
    """One kind. ``packages``, in small letters, are by family of the package manager, "" for all distributions."""

    programs: frozenset[str]
    packages: dict[str, frozenset[str]] = {}
    services: frozenset[str] = frozenset()

    @property
    def commands(self) -> tuple[str, ...]:
        """What a rule's ``when`` names: the programs that are such a daemon, install or start one."""
        managers = [name for name in MANAGERS if MANAGERS[name].family in self.packages]
        system = _SYSTEM if "" in self.packages else ()
        starters = _STARTERS if self.services else ()
        return tuple(sorted({*self.programs, *managers, *system, *starters}))

    @property
    def hints(self) -> tuple[str, ...]:
        """What a command holds, in small letters, that starts or installs such a daemon."""
        return tuple(sorted(name.lower() for name in self.programs.union(self.services, *self.packages.values())))

    def started(self, command: Command) -> Text | None:
        """Return the word by which a command starts such a daemon where the container runs."""
        if command.script.use in ("build", "onbuild"):
            return None
        args = command.args
        if command.program in self.programs:
            return None if command.name.endswith("/") or _SAYING & set(args) else command.name
        if command.program in _STARTERS and _STARTING & set(args):
            return next((arg for arg in args if arg.removesuffix(".service") in self.services), None)
        return None

    def installed(self, command: Command) -> Iterator[Text]:
        """Yield the packages with such a daemon that a command installs and leaves there."""
        manager = MANAGERS.get(command.program)
        if manager is None:
            return
        wanted = self.packages.get(manager.family, frozenset())
        if command.program in _SYSTEM:
            wanted |= self.packages.get("", frozenset())
        for word in packages_of(command):
            name = package_name(word)
            if name in wanted and word.known and not removed_later(command, name):
                yield word


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGINE = Kind(
    _words("containerd buildkitd dockerd dockerd-entrypoint.sh podman wrapdocker"),
    {
        "": _words("containerd containerd.io docker-ce docker-engine moby-engine"),
        "apt": _words("docker.io"),
        "apk": _words("docker"),
    },
    _words("docker containerd"),
)
CRON = Kind(
    _words("anacron atd cron crond fcron supercronic yacron"),
    {"": _words("anacron cron cronie cronie-noanacron dcron fcron vixie-cron")},
    _words("anacron atd cron crond"),
)
SUPERVISOR = Kind(
    _words(
        "circusd forever god init monit my_init openrc-run pm2 pm2-runtime runit runit-init runsvdir s6-svscan"
        " supervisord systemd"
    ),
    {
        "": _words("daemontools monit runit runit-systemd supervisor systemd-sysv sysvinit-core upstart"),
        "pip": _words("circus supervisor"),
        "gem": _words("god"),
        "npm": _words("forever"),
    },
)
CLEAR_TEXT = Kind(
    _words(
        "ftpd in.ftpd in.rexecd in.rlogind in.rshd in.telnetd in.tftpd inetd proftpd pure-ftpd rexecd rlogind rshd"
        " telnetd tftpd utelnetd vsftpd xinetd"
    ),
)


def in_foreground(command: Command, *options: str) -> bool:
    """Tell whether a daemon is what its script ends with and waits for, as one of these options has it."""
    last = command.script.commands[-1]
    waits = any(arg in options for arg in command.args)
    return waits and command.after != "&" and last.span.end == command.span.end
