"""Commands that ask before they act, and what answers them in advance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Command
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.shell.packages import MANAGERS
from hullmark.shell.packages import installs
from hullmark.shell.programs import Arguments
from hullmark.shell.programs import parse_arguments

from hullmark_dockerfile.runs import in_build
from hullmark_dockerfile.runs import insert
from hullmark_dockerfile.runs import values
from hullmark_dockerfile.settings import setting

#: Programs whose output is an answer.
_SPEAKERS = ("yes", "echo", "printf")
#: Names of variables that may hold options.
_OPTIONS = pattern(r"opt|flag|arg|yes|param|quiet", re.IGNORECASE)

_RPM = MANAGERS["dnf"]
_RPM_ASKING = _RPM.install | _RPM.upgrade | _RPM.remove | {"downgrade", "swap", "builddep", "groupremove"}
#: Subcommands of subcommands of dnf that ask.
_RPM_SECOND = {
    "module": ("install", "enable", "reset", "disable", "remove", "update", "switch-to"),
    "group": ("install", "upgrade", "update", "remove"),
    "copr": ("enable",),
}

#: Packages whose configuration asks with high priority; tzdata does on Ubuntu, Debian's images hold it already.
_ASKING_PACKAGES = frozenset((
    "console-setup", "gdm3", "iptables-persistent", "keyboard-configuration", "krb5-config", "krb5-user", "lightdm",
    "localepurge", "mysql-server", "phpmyadmin", "postfix", "slapd", "ttf-mscorefonts-installer", "tzdata",
    "wireshark-common",
))
#: Files from which tzdata takes its answer.
_ZONE = pattern("/etc/(?:localtime|timezone)")


def arguments_of(command: Command) -> Arguments | None:
    """Return the arguments with variables replaced; None where a variable may hold any option."""
    if all(arg.known for arg in command.args):
        return command.arguments
    args = []
    subcommand = command.arguments.subcommand
    for arg in command.args:
        words = values(command, arg)
        if words is not None:
            args += [arg] if words == (str(arg),) else [arg.substitute(word) for word in words]
        elif arg is subcommand or arg.startswith("$") and _OPTIONS.search(arg):
            return None
        else:
            args.append(arg)
    return parse_arguments(command.program, tuple(args))


def silent(command: Command) -> bool:
    """Tell whether nothing answers the questions that a command of the build asks."""
    if not in_build(command):
        return False
    if "xargs" in command.wrappers:
        return True
    speaker = command.piped_from
    if speaker is not None and speaker.program in _SPEAKERS:
        return False
    return not any(redirect.operator in ("<<<", "<<", "<<-") for redirect in command.redirects)


def unanswered(command: Command, at: Text, switch: str, behind: Text) -> Problem:
    """Return the problem of a command that asks, with the fix that puts the switch with the answer behind a word."""
    message = f"{command.program} {at} asks before it acts, and nobody answers in a build"
    return Problem(at, message, insert(command, behind, switch))


def asking_rpm(command: Command, context: Context) -> Iterator[Problem]:
    """Yield the problem of a command of dnf or yum that asks: neither a switch nor a setting of the file answers."""
    if command.arguments.subcommand is None or not silent(command):
        return
    arguments = arguments_of(command)
    subcommand = _asking_rpm(arguments) if arguments else None
    if subcommand is not None and setting(context.document.text, "dnf-yes") is None:
        yield unanswered(command, subcommand, "-y", subcommand)


def _asking_rpm(arguments: Arguments) -> Text | None:
    """Return the subcommand of dnf or yum that asks, None where it does not or a switch answers."""
    subcommand = arguments.subcommand
    if subcommand is None or arguments.has("-y", "--assumeyes", "--assumeno"):
        return None
    second = arguments.operands[:1]
    if subcommand in _RPM_ASKING or second and second[0] in _RPM_SECOND.get(str(subcommand), ()):
        return subcommand
    return None


def configured(command: Command, text: str) -> Text | None:
    """Return the first package that asks while it is installed; ``text`` is the file, which may answer in advance."""
    container = command.container
    image = str(container.image.text) if container is not None and container.image is not None else ""
    for word in installs(command) or ():
        if word in _ASKING_PACKAGES and (word != "tzdata" or "ubuntu" in image and not _ZONE.search(text)):
            return None if "debconf" in text else word
    return None
