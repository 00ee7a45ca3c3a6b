"""The ports that a service publishes, and where that is said beside the entries themselves."""

from __future__ import annotations

from hullmark.model import Container
from hullmark.model import Port
from hullmark.model import Publication
from hullmark.model import PublishedPort
from hullmark.yaml import Mapping

from hullmark_compose.service import Service
from hullmark_compose.syntax import PortMapping

#: The option of a network that says at which address of the host its ports are, and what stands for all of them.
_BINDING = "com.docker.network.bridge.host_binding_ipv4"
_ANY = ("0.0.0.0", "::", "")


def port_of(said: PortMapping, container: Container | None = None) -> Port:
    """Return a published port."""
    return Port(said.span, said.target, said.target_last, said.protocol, said.host_ip, container)


def publication_of(service: Service) -> Publication:
    """Return the ports of a service; in Swarm an address has no meaning."""
    bound = service.project.stack or _bound(service)
    return Publication(
        service.at("ports").span, tuple(_published(port, bound) for port in service.ports), service.shared
    )


def _published(port: PortMapping, bound: bool) -> PublishedPort:
    at = port.span
    if isinstance(port.node, Mapping):
        at = port.target.span
        bound = bound or port.published is None and port.host_ip is None and port.node.text("mode") != "host"
    return PublishedPort(
        port.span, at, port.target, port.target_last, port.published, port.published_last, port.host_ip, port.protocol,
        bound,
    )


def _bound(service: Service) -> bool:
    """Tell whether the networks of a service publish its ports on one address of the host only."""
    declared = service.project.section("networks")
    names = [str(name) for name, _ in service.networks] or ["default"]
    return all(declared.mapping(name, "driver_opts").text(_BINDING) not in (None, *_ANY) for name in names)
