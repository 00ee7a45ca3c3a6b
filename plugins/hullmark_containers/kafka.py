"""Listeners of Kafka: their names, their protocols, and where clients are told to reach them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_containers.endpoints import farthest
from hullmark_containers.hosts import FAR
from hullmark_containers.hosts import NEAR
from hullmark_containers.ports import bounds
from hullmark_containers.ports import public_ports
from hullmark_containers.settings import EMPTY
from hullmark_containers.settings import Switches
from hullmark_containers.settings import environment
from hullmark_containers.settings import plain

_PLAIN = frozenset(("plaintext", "sasl_plaintext"))

#: What clients, and brokers among themselves, speak.
SWITCHES = Switches({
    "security_protocol": _PLAIN,
    "security_inter_broker_protocol": _PLAIN,
    "ssl_endpoint_identification_algorithm": EMPTY,
})
_LISTENER = pattern(r"(?P<name>\w+)://(?P<host>\[[^\]]*\]|[^\s:,/\"']*):(?P<port>\d+)")
_ADVERTISED = pattern(r"(?:.*_)?(?:advertised_listeners|advertise_kafka_addr)")
_MAP = pattern(r"(?:.*_)?listener_security_protocol_map")
_LINE = pattern(
    r"^[ \t]*(?P<name>advertised\.listeners|listener\.security\.protocol\.map)[ \t]*=(?P<value>[^\n]*)", re.MULTILINE
)
_ADDRESS = pattern(r"[\d.]+")


def plain_listeners(fact: Variable | Script | File) -> Iterator[tuple[Text, str, str, str | None]]:
    """Yield the advertised listeners without TLS: place, protocol, host, and how far away that is."""
    for value, protocols in _advertised(fact):
        for match in _LISTENER.finditer(value):
            name, host = match["name"].lower(), match["host"]
            protocol = protocols.get(name, name)
            if protocol in _PLAIN and name != "controller":
                far = _reach(host, match["port"], fact.container)
                yield value.part(*match.span()), protocol.upper(), host, far


def _advertised(fact: Any) -> Iterator[tuple[Text, dict[str, str]]]:
    """Yield the listeners that a fact advertises, and the protocols by the names of listeners."""
    container = fact.container
    if isinstance(fact, Variable):
        if fact.value is not None and fact.kind == "env" and _ADVERTISED.fullmatch(plain(fact.name)):
            said = {plain(name): value for name, value in environment(container)}
            texts = [str(value) for name, value in said.items() if value is not None and _MAP.fullmatch(name)]
            yield fact.value, _protocols(",".join(texts))
    elif isinstance(fact, File):
        found = {match["name"]: match for match in _LINE.finditer(fact.text)}
        match = found.get("advertised.listeners")
        if match is not None:
            protocols = found.get("listener.security.protocol.map")
            yield fact.text.part(*match.span("value")), _protocols(protocols["value"] if protocols else "")
    elif fact.use == "start":
        for command in fact.commands:
            for previous, word in zip(("", *command.args), command.args):
                if _ADVERTISED.fullmatch(plain((word if "=" in word else previous).partition("=")[0])):
                    yield word.part(word.find("=") + 1), {}


def _protocols(text: str) -> dict[str, str]:
    pairs = (entry.strip().lower().partition(":") for entry in text.replace("\n", ",").split(","))
    return {name: protocol for name, _, protocol in pairs if protocol}


def _reach(host: str, port: str, container: Container | None) -> str | None:
    """Return how far away clients are: far, too, where the port is published and the address is one of a network."""
    found = farthest((host,), container)
    if found == NEAR and _ADDRESS.fullmatch(host) and len(port) < 6:
        if any(bounds(published)[0] == int(port) for published in public_ports(container)):
            return FAR
    return found
