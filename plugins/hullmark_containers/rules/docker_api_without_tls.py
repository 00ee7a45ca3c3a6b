"""The engine's API is spoken to over plain TCP.

Why: the API asks for no password; whoever reaches the port starts a container with the host's disk in it, and is root
there.
Instead: ``DOCKER_HOST=ssh://user@host``, or port 2376 with ``--tlsverify`` and certificates for both sides.
Flags: DOCKER_HOST with tcp:// and port 2375; an empty DOCKER_TLS_CERTDIR of an engine in a container; in an image
DOCKER_TLS_VERIFY that is 0 or empty; ``-H tcp://`` of dockerd or docker without ``--tlsverify``, ``--tls=false``,
``podman system service tcp:``; port 2375 that an image exposes or a service publishes. As a warning a host close by,
as information a proxy in front of the socket, which a DOCKER_HOST names as such.
Not flagged: port 2376; DOCKER_TLS_VERIFY beside it; unix, fd, npipe and ssh; an engine that listens on a loopback
address; values that are filled in later.
See: https://docs.docker.com/engine/security/protect-access/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import Port
from hullmark.model import Variable
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.hosts import is_local
from hullmark_containers.ports import bounds

_DAEMONS = ("docker", "dockerd")
_TCP = pattern(r"tcp://(?P<host>\[[^\]]*\]|[^:/\s]*)(?::(?P<port>\d+))?/?", re.IGNORECASE)
_LOOPBACK = ("127.", "localhost", "[::1]", "::1")
_ENGINE = pattern(r"(?:.*/)?(?:docker|dind)(?::.*)?(?:@.*)?|.*[-_:]dind\b.*")
_VARIABLES = ("DOCKER_HOST", "DOCKER_TLS_CERTDIR", "DOCKER_TLS_VERIFY")


@rule(
    ENCRYPTION,
    ERROR,
    on=(Variable, Assignment, Command, Port),
    when=(*_DAEMONS, "podman", *_VARIABLES),
    peers="dockerbench:2.7",
)
def check(fact: Variable | Assignment | Command | Port, context: Context) -> Iterator[Problem]:
    """Flag the address, the variable or the port."""
    if isinstance(fact, Port):
        yield from _of_port(fact)
    elif isinstance(fact, Command):
        yield from _of_command(fact)
    elif fact.value is not None and fact.value.known and (isinstance(fact, Assignment) or fact.kind != "label"):
        yield from _of_setting(fact, fact.value)


def _of_setting(fact: Variable | Assignment, value: Text) -> Iterator[Problem]:
    container = fact.container
    if fact.name == "DOCKER_HOST":
        match = _TCP.fullmatch(value)
        if match is not None and match["port"] in (None, "2375") and not _verifies(container):
            yield _client(value, match["host"])
    elif fact.name == "DOCKER_TLS_CERTDIR" and not value and _is_engine(container):
        yield Problem(fact, "an empty DOCKER_TLS_CERTDIR has the engine listen on plain TCP")
    elif fact.name == "DOCKER_TLS_VERIFY" and value in ("", "0") and _is_stage(container):
        yield Problem(fact, "without DOCKER_TLS_VERIFY the engine is spoken to over plain TCP")


def _client(at: Text, host: str) -> Problem:
    """Return the problem of an address, weighed by how far it is away."""
    message = f"{at} is the engine's API without TLS"
    if "proxy" in host.lower():
        return Problem(at, message, severity=INFO, profile=STRICT)
    return Problem(at, message, severity=WARNING if is_local(host) else None)


def _verifies(container: Container | None) -> bool:
    """Tell whether a container's environment asks for TLS."""
    said = dict(container.environment) if container is not None else {}
    return bool(next((value for name, value in said.items() if name == "DOCKER_TLS_VERIFY"), None))


def _is_engine(container: Container | None) -> bool:
    """Tell whether a container may run an engine: a stage, or one whose image is named so."""
    if container is None or container.image is None or _is_stage(container):
        return _is_stage(container)
    return _ENGINE.fullmatch(container.image.text) is not None


def _is_stage(container: Container | None) -> bool:
    return container is not None and container.role == "stage"


def _of_command(command: Command) -> Iterator[Problem]:
    args = command.args
    if command.program == "podman":
        served = next((arg for arg in args if arg.startswith("tcp:")), None)
        if served is not None and {"system", "service"} <= set(args):
            yield Problem(served, f"{served} is the engine's API without TLS")
        return
    if any(arg.startswith(("--tlsverify", "--tls=true", "--tlscert")) and not arg.endswith("=false") for arg in args):
        return
    for previous, arg in zip(("", *args), args):
        if arg == "--tls=false":
            yield Problem(arg, "--tls=false has the engine listen on plain TCP")
        start = max(arg.find("=") + 1, 2 if arg.startswith("-Htcp") else 0)
        if previous in ("-H", "--host") or arg.startswith(("--host=", "-H=", "-Htcp")):
            address = arg.part(start, len(arg))
            match = _TCP.fullmatch(address)
            if match is not None and not match["host"].startswith(_LOOPBACK):
                yield Problem(address, f"{address} is the engine's API without TLS")


def _of_port(port: Port) -> Iterator[Problem]:
    first, last = bounds(port)
    container = port.container
    offered = container is not None and container.ships and container.role in ("stage", "service")
    if offered and first <= 2375 <= last and (port.host is None or not port.host.startswith(_LOOPBACK)):
        yield Problem(port, "port 2375 is the engine's API without TLS")
