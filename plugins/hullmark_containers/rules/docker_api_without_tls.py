"""The engine's API is spoken to over plain TCP.

Why: the API asks for no password; whoever reaches the port starts a container with the host's disk in it, and is root
there.
Instead: ``DOCKER_HOST=ssh://user@host``, or port 2376 with ``--tlsverify`` and certificates for both sides.
Flags: DOCKER_HOST with tcp:// and port 2375; an empty DOCKER_TLS_CERTDIR of an engine in a container; in an image
DOCKER_TLS_VERIFY that is 0 or empty; ``-H tcp://`` of dockerd or docker without ``--tlsverify``, ``--tls=false``,
``podman system service tcp:``; an address of TCP in the settings of Docker, containerd or BuildKit where clients need
no certificate; port 2375 that an image exposes or a service publishes. As a warning a host close by,
as information a proxy in front of the socket, which a DOCKER_HOST names as such.
Not flagged: port 2376; DOCKER_TLS_VERIFY beside it; unix, fd, npipe and ssh; an engine that listens on a loopback
address; values that are filled in later.
See: https://docs.docker.com/engine/security/protect-access/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import Listener
from hullmark.model import Port
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.dockerapi import PROGRAMS
from hullmark_containers.dockerapi import VARIABLES
from hullmark_containers.dockerapi import of_command
from hullmark_containers.dockerapi import of_listener
from hullmark_containers.dockerapi import of_port
from hullmark_containers.dockerapi import of_setting


@rule(
    ENCRYPTION,
    ERROR,
    on=(Variable, Assignment, Command, Port, Listener),
    when=(*PROGRAMS, *VARIABLES),
    peers="dockerbench:2.7",
)
def check(fact: Variable | Assignment | Command | Port | Listener, context: Context) -> Iterator[Problem]:
    """Flag the address, the variable or the port."""
    if isinstance(fact, Port):
        yield from of_port(fact)
    elif isinstance(fact, Listener):
        yield from of_listener(fact)
    elif isinstance(fact, Command):
        yield from of_command(fact)
    elif fact.value is not None and fact.value.known and (isinstance(fact, Assignment) or fact.kind != "label"):
        yield from of_setting(fact, fact.value)
