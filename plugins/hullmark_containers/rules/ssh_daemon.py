"""An SSH server is installed or started in the image.

Why: it is a second way into the container, with keys and passwords of its own to manage, that outlives every login of
the platform; it needs root and a process manager, and host keys made in the build are shared by all containers.
Instead: use ``docker exec`` or ``kubectl exec`` to look inside; install ``openssh-client`` alone for git and scp.
Flags: packages that hold an SSH server, also ``openssh`` of Alpine, Arch and openSUSE and ``ssh`` of Debian, which
bring it along; sshd, dropbear or tinysshd started, by itself or as a service; where nothing of that is in sight, making
its host keys or directory or enabling its service.
Not flagged: clients, ssh-keyscan, git over ssh; a package that the same script removes again; stages that only build;
``sshd -t``; a file in a folder named after such a server (``sshd``, ``docker-openssh-server``, ``sftp``, ``bastion``).
Fix safety: unsafe; something that the file does not show may start the server. Offered only where the word sshd does
not occur in the file.
Options: ``allow`` lists names of packages and programs that may be there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.plugin import DAEMONS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Fix
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_containers.daemons import SSH_BUNDLES
from hullmark_containers.daemons import SSH_CLIENTS
from hullmark_containers.daemons import SSH_COMMANDS
from hullmark_containers.daemons import SSH_PACKAGES
from hullmark_containers.daemons import is_ssh_server
from hullmark_containers.daemons import package_name
from hullmark_containers.daemons import packages_of
from hullmark_containers.daemons import removed_later
from hullmark_containers.daemons import shows_ssh
from hullmark_containers.daemons import ssh_prepared
from hullmark_containers.daemons import ssh_started

_MESSAGE = "an SSH server in the image is a second way in; exec commands reach the container without it"


class Options(NamedTuple):
    """Options of the rule."""

    allow: tuple[str, ...] = ()


@rule(
    DAEMONS,
    WARNING,
    on=Command,
    options=Options,
    when=SSH_COMMANDS,
    peers="dockerfile_lint:installing_ssh kubelinter:ssh-port kubescape:C-0042",
)
def check(command: Command, context: Context) -> Iterator[Problem]:
    """Flag the package, or the program that starts the server."""
    container = command.container
    if container is not None and not container.ships or is_ssh_server(context.document.path):
        return
    found = ssh_started(command)
    if found is not None and found not in context.options.allow:
        yield Problem(found, _MESSAGE)
    elif ssh_prepared(command) and not shows_ssh(context.document.text):
        yield Problem(command.name, _MESSAGE)
    else:
        yield from _installed(command, context)


def _installed(command: Command, context: Context) -> Iterator[Problem]:
    bundle, client = SSH_BUNDLES.get(command.program, ("", ""))
    for word in packages_of(command):
        name = package_name(word)
        if name not in SSH_PACKAGES and name != bundle or name in context.options.allow or not word.known:
            continue
        if not removed_later(command, name):
            bundled = f"{name} brings an SSH server along; {client} is enough for git and scp"
            yield Problem(word, bundled if name == bundle and client else _MESSAGE, _fix(command, word, context))


def _fix(command: Command, word: Text, context: Context) -> Fix | None:
    """Return the fix that installs the client alone."""
    client = SSH_CLIENTS.get(command.program)
    if client is None or "sshd" in context.document.text or "dropbear" in word or package_name(word) != word:
        return None
    edit = word.edit(client)
    return Fix(f"install {client} instead", (edit,), safe=False) if edit else None
