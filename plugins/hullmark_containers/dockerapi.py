"""Where the API of a container engine is offered, or spoken to, over plain TCP."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.model import Assignment
from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import Listener
from hullmark.model import Port
from hullmark.model import Variable
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_containers.hosts import LOOPBACK
from hullmark_containers.hosts import is_local
from hullmark_containers.ports import bounds

#: Programs that are an engine, or speak to one.
PROGRAMS = ("docker", "dockerd", "podman")
_TCP = pattern(r"tcp://(?P<host>\[[^\]]*\]|[^:/\s]*)(?::(?P<port>\d+))?/?", re.IGNORECASE)
_LISTENER = pattern(r"(?:(?:tcp|https?)://)?(?P<host>\[[^\]]*\]|[^:/\s]*)(?::\d*)?/?", re.IGNORECASE)
_ENGINE = pattern(r"(?:.*/)?(?:docker|dind)(?::.*)?(?:@.*)?|.*[-_:]dind\b.*")
#: Variables about where the API is and whether it is encrypted.
VARIABLES = ("DOCKER_HOST", "DOCKER_TLS_CERTDIR", "DOCKER_TLS_VERIFY")


def of_setting(fact: Variable | Assignment, value: Text) -> Iterator[Problem]:
    """Yield what a variable of this value says about the API."""
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


def of_command(command: Command) -> Iterator[Problem]:
    """Yield where a command offers the API, or speaks to it."""
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
            if match is not None and not match["host"].startswith(LOOPBACK):
                yield Problem(address, f"{address} is the engine's API without TLS")


def of_port(port: Port) -> Iterator[Problem]:
    """Yield the port of the API that an image exposes or a service publishes."""
    first, last = bounds(port)
    container = port.container
    offered = container is not None and container.ships and container.role in ("stage", "service")
    if offered and first <= 2375 <= last and (port.host is None or not port.host.startswith(LOOPBACK)):
        yield Problem(port, "port 2375 is the engine's API without TLS")


def of_listener(listener: Listener) -> Iterator[Problem]:
    """Yield the address in the settings of an engine that lets in whoever reaches it."""
    address = listener.address
    match = _LISTENER.fullmatch(address)
    if match is None or listener.verified or not address.known:
        return
    if match["host"] and not match["host"].lower().startswith(LOOPBACK):
        lacking = "asks clients for no certificate" if listener.encrypted else "is the engine's API without TLS"
        yield Problem(address, f"{address} {lacking}")
