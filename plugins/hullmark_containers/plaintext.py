"""Connections without encryption, of a kind: URLs, switches, ports that are published, objects of operators.

A rule of the family is a table, the words of its messages, and its documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from typing import NamedTuple

from hullmark.model import Port
from hullmark.model import Variable
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Stream
from hullmark.yaml import walk

from hullmark_containers.endpoints import Endpoint
from hullmark_containers.endpoints import endpoints_of
from hullmark_containers.endpoints import target
from hullmark_containers.hosts import FAR
from hullmark_containers.hosts import NEAR
from hullmark_containers.paths import is_trial
from hullmark_containers.ports import bounds
from hullmark_containers.ports import is_public
from hullmark_containers.ports import public_ports
from hullmark_containers.settings import SETTINGS
from hullmark_containers.settings import Switches
from hullmark_containers.settings import environment
from hullmark_containers.settings import is_moot
from hullmark_containers.settings import plain

#: The facts that rules of the family read.
CONNECTIONS = (*SETTINGS, Port, Stream)

#: What tells that a mesh encrypts all that goes between pods.
_MESH = pattern(r"kind:\s*PeerAuthentication\b[\s\S]{0,400}mode:\s*STRICT|linkerd\.io/inject[\"']?:\s*[\"']?enabled")
_ADDRESS = pattern(r"[\d.]+")
#: Types of a Service that other machines reach.
_OPEN = ("LoadBalancer", "NodePort")


class Plain(NamedTuple):
    """What is without encryption in one family of protocols.

    ``schemes`` are those of URLs, with what to write instead. ``safe`` is a pattern for what stands behind the host of
    a URL that asks for encryption all the same, ``beside`` one for names of variables that do so. ``switches`` turn it
    off. ``ports`` are those of servers, with that of the same with encryption; ``images`` is a pattern for the images
    that they count for, if not for all; ``signs`` in a file tell that the server may be set up otherwise. A URL of a
    scheme in ``ported`` counts only with one of the ports there. ``kinds`` are those of objects that lack ``tls``.
    ``private`` tells that private addresses count everywhere, as information.
    """

    schemes: dict[str, str] = {}
    safe: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None
    switches: Switches | None = None
    ports: dict[str, str] = {}
    images: re.Pattern[str] | None = None
    signs: tuple[str, ...] = ()
    ported: dict[str, tuple[str, ...]] = {}
    kinds: frozenset[str] = frozenset()
    private: bool = False

    @property
    def hints(self) -> tuple[str, ...]:
        """What a text must hold, in lower case, to be looked at."""
        found = [scheme if len(scheme) > 3 else f"{scheme}://" for scheme in self.schemes]
        found += self.switches.hints if self.switches is not None else ()
        found += [kind.lower() for kind in (*self.kinds, *(_OPEN if self.ports else ()))]
        return tuple(found)


def connections(fact: Any, context: Context, table: Plain, what: str) -> Iterator[Problem]:
    """Yield a problem for what of a fact is without encryption; ``what`` goes over the wire, in the words of messages.

    A file from which an image is built says nothing of where the image will run; rules of the family do not read it.
    """
    if isinstance(fact, Variable) and is_moot(fact, table.switches):
        return
    if isinstance(fact, Port):
        yield from _of_port(fact, context, table, what)
    elif isinstance(fact, Stream):
        if context.document.format == "kubernetes":
            yield from _of_objects(fact, context, table, what)
    else:
        for endpoint in endpoints_of(fact, frozenset(table.schemes)):
            yield from _of_endpoint(endpoint, context, table, what)
        for setting in table.switches.found(fact) if table.switches is not None else ():
            weight = weigh(target(setting), context, stated=True)
            if weight is not None:
                message = f"{setting.shown}={setting.value} sends {what} without encryption"
                yield Problem(setting.at, message, severity=weight[0], profile=weight[1])


def weigh(
    distance: str | None, context: Context, stated: bool = False, near: str = STRICT
) -> tuple[str | None, str] | None:
    """Return the severity, None for the rule's, and the profile of a connection over a distance; None for no problem.

    ``stated`` tells that somebody turned encryption off, so that it is a problem where the distance is not known.
    ``near`` is the profile of what stays inside a cluster.
    """
    if distance == FAR:
        return None, DEFAULT
    if distance is None and stated:
        return None, STRICT
    if distance != NEAR or context.document.format != "kubernetes" or not context.shows(near):
        return None
    return (INFO, near) if not _is_meshed(context.document.text) else None


@lru_cache(maxsize=1)
def _is_meshed(text: str) -> bool:
    """Tell whether a file says that a mesh encrypts; asked again for each connection in it."""
    return _MESH.search(text) is not None


def _of_endpoint(endpoint: Endpoint, context: Context, table: Plain, what: str) -> Iterator[Problem]:
    distance = endpoint.distance
    weight = weigh(distance, context)
    if table.private and distance == NEAR and _ADDRESS.fullmatch(endpoint.hosts[0]):
        weight = INFO, STRICT
    if weight is None or _is_safe(endpoint, table):
        return
    ports = table.ported.get(endpoint.scheme)
    if ports is not None and not set(endpoint.ports).intersection(ports):
        return
    shown = f"{endpoint.scheme}://{endpoint.hosts[0]}"
    message = f"{shown} is reached without TLS, and {what} can be read on the way; {table.schemes[endpoint.scheme]}"
    yield Problem(endpoint.text, message, severity=weight[0], profile=weight[1])


def _is_safe(endpoint: Endpoint, table: Plain) -> bool:
    """Tell whether a URL asks for encryption by what is behind the host, or may, or a variable beside it does."""
    rest, container, beside = endpoint.rest, endpoint.fact.container, table.beside
    if table.safe is not None and ("$" in rest or "{{" in rest or table.safe.search(rest)):
        return True
    names = environment(container) if beside is not None else ()
    return beside is not None and any(value and beside.fullmatch(plain(name)) for name, value in names)


def _of_port(port: Port, context: Context, table: Plain, what: str) -> Iterator[Problem]:
    """Yield a problem for a port of a service that other machines reach."""
    container, number = port.container, str(port.number)
    if container is None or container.role != "service" or number not in table.ports or not is_public(port):
        return
    if port.protocol is not None and port.protocol.lower() != "tcp" or port.last is not None:
        return
    name = f"{container.image.repository if container.image is not None else ''} {container.name or ''}".lower()
    if table.images is not None and not table.images.search(name):
        return
    others = [bounds(other)[0] for other in public_ports(container)]
    text = context.document.text
    if not any(str(other) == table.ports[number] for other in others) and not any(sign in text for sign in table.signs):
        message = f"port {number} is published, and {what} can be read on the way; publish it on 127.0.0.1, or use TLS"
        yield Problem(port, message, severity=INFO if is_trial(context.document.path) else None)


def _of_objects(stream: Stream, context: Context, table: Plain, what: str) -> Iterator[Problem]:
    """Yield a problem for a Service that other machines reach, and for an object that asks for no TLS."""
    for ports, _ in open_services(stream) if table.ports else ():
        numbers = [number for port in ports for number in (port.text("port"), port.text("targetPort"))]
        for port in ports:
            number = port.text("port")
            if number is not None and number in table.ports and table.ports[str(number)] not in numbers:
                yield Problem(number, f"port {number} is open to other machines, and {what} can be read on the way")
    for root in stream.roots if table.kinds and context.shows(STRICT) else ():
        kind = root.scalar("kind") if isinstance(root, Mapping) else None
        if kind is None or kind.value not in table.kinds or not isinstance(root, Mapping):
            continue
        spec = root.mapping("spec")
        if spec and not _asks_for_tls(spec):
            message = f"{kind.value} asks for no TLS, and {what} can be read on the way"
            yield Problem(kind, message, severity=INFO, profile=STRICT)


def open_services(stream: Stream) -> Iterator[tuple[list[Mapping], Mapping]]:
    """Yield the ports, and the spec, of each Service in a text that other machines reach beyond a private network."""
    for root in stream.roots:
        if not isinstance(root, Mapping) or root.text("kind") != "Service":
            continue
        spec = root.mapping("spec")
        said = [f"{key.value} {value.value}" for key, value in root.mapping("metadata", "annotations")
                if isinstance(value, Scalar)]
        private = any(word in each for each in said for word in ("internal", "private"))
        if spec.text("type") in _OPEN and not private and not spec.has("loadBalancerSourceRanges"):
            yield spec.mappings("ports"), spec


def _asks_for_tls(spec: Mapping) -> bool:
    """Tell whether something below an object's spec is about TLS."""
    for node in walk(spec):
        for key, value in node if isinstance(node, Mapping) else ():
            if "tls" in key.value.lower() and not (isinstance(value, Scalar) and value.value.lower() == "false"):
                return True
    return False
