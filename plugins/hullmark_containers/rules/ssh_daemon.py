"""An SSH server is installed, started or reachable in a container.

Why: it is a second way into the container, with keys and passwords of its own to manage, that outlives every login of
the platform; it needs root and a process manager, and host keys made in the build are shared by all containers.
Instead: use ``docker exec`` or ``kubectl exec`` to look inside; install ``openssh-client`` alone for git and scp.
Flags: packages that hold an SSH server, also ``openssh`` of Alpine, Arch and openSUSE and ``ssh`` of Debian, which
bring it along; sshd, dropbear or tinysshd started, by itself or as a service; where nothing of that is in sight, making
its host keys or directory or enabling its service. Port 22 of a container in a manifest or of a service, unless it is
one of UDP; as information that of a service that offers git or files by SSH. The image of a service that is such a
server.
Not flagged: port 2222 and others; EXPOSE, which ssh-port-exposed reports; clients, ssh-keyscan, git over ssh; a package
that the same script removes again; stages that only build; ``sshd -t``; a file in a folder named after such a server
(``sshd``, ``docker-openssh-server``, ``sftp``, ``bastion``).
Fix safety: unsafe; something that the file does not show may start the server. Offered only where the word sshd does
not occur in the file.
Options: ``allow`` lists names of packages and programs that may be there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Command
from hullmark.model import Image
from hullmark.model import Port
from hullmark.plugin import DAEMONS
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.daemons import SSH_COMMANDS
from hullmark_containers.daemons import client_alone
from hullmark_containers.daemons import is_ssh_image
from hullmark_containers.daemons import is_ssh_server
from hullmark_containers.daemons import serves_ssh
from hullmark_containers.daemons import shows_ssh
from hullmark_containers.daemons import ssh_installed
from hullmark_containers.daemons import ssh_prepared
from hullmark_containers.daemons import ssh_started

_PORT = "port 22 is that of an SSH server, a second way into the container"
_MESSAGE = "an SSH server in the container is a second way in; exec commands reach the container without it"


class Options(NamedTuple):
    """Options of the rule."""

    allow: tuple[str, ...] = ()


@rule(
    DAEMONS,
    WARNING,
    on=(Command, Image, Port),
    options=Options,
    when=SSH_COMMANDS,
    hints={Command: ("ssh", "dropbear")},
    peers="dockerfile_lint:installing_ssh kubelinter:ssh-port kubescape:C-0042 dockerbench:5.7",
)
def check(fact: Command | Image | Port, context: Context) -> Iterator[Problem]:
    """Flag the package, the program that starts the server, its image, or its port."""
    container = fact.container
    if isinstance(fact, Port):
        tcp = fact.protocol is None or fact.protocol.upper() == "TCP"
        if fact.number == "22" and tcp and container is not None and container.purpose == "run":
            forge = container.role == "service" and serves_ssh(container.image)
            yield Problem(fact.number, _PORT, severity=INFO if forge else None)
    elif isinstance(fact, Image):
        if container is not None and container.role == "service" and is_ssh_image(fact):
            yield Problem(fact.name, _MESSAGE)
    elif (container is None or container.ships) and not is_ssh_server(context.document.path):
        yield from _of_command(fact, context)


def _of_command(command: Command, context: Context) -> Iterator[Problem]:
    found = ssh_started(command)
    if found is not None and found not in context.options.allow:
        yield Problem(found, _MESSAGE)
    elif ssh_prepared(command) and not shows_ssh(context.document.text):
        yield Problem(command.name, _MESSAGE)
    for word, name, client in ssh_installed(command):
        if name not in context.options.allow:
            bundled = f"{name} brings an SSH server along; {client} is enough for git and scp"
            yield Problem(word, bundled if client else _MESSAGE, client_alone(command, word, context.document.text))
