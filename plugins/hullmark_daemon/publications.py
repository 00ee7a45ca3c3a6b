"""Ports that an engine publishes, as ``docker run -p`` and Podman's ``PublishPort`` write them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import Port
from hullmark.model import Publication
from hullmark.model import PublishedPort
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import Wanted

from hullmark_daemon.runoptions import masked
from hullmark_daemon.runoptions import part


def port_facts(
    span: Span, said: Iterable[Text], container: Container | None, wanted: Wanted
) -> Iterator[Port | Publication]:
    """Yield each port that is said, then all that are published; ``span`` is the grip of these."""
    ports = tuple(map(published, said)) if wanted(Port) or wanted(Publication) else ()
    if wanted(Port):
        yield from (port_of(port, container) for port in ports)
    if ports and wanted(Publication):
        yield Publication(span, ports, container)


def port_of(port: PublishedPort, container: Container | None = None) -> Port:
    """Return the port of the container."""
    return Port(port.span, port.target, port.target_last, port.protocol, port.address, container)


def published(text: Text) -> PublishedPort:
    """Read ``[[IP:][HOST]:]CONTAINER[/PROTOCOL]``."""
    plain = masked(text)
    slash = plain.rfind("/")
    end = slash if slash >= 0 else len(text)
    colon = plain.rfind(":", 0, end)
    before = plain.rfind(":", 0, max(colon, 0))
    address = part(text, 0, before).strip_part("[]") if before > 0 else None
    target, target_last = _range(part(text, colon + 1, end))
    host = host_last = None
    if before + 1 < colon:
        host, host_last = _range(part(text, before + 1, colon))
    protocol = part(text, slash + 1, len(text)) if slash >= 0 else None
    return PublishedPort(text.span, text.span, target, target_last, host, host_last, address, protocol)


def _range(text: Text) -> tuple[Text, Text | None]:
    """Return the first and the last port of a range, None for the latter where it is one port."""
    dash = masked(text).find("-")
    return (text, None) if dash < 0 else (part(text, 0, dash), part(text, dash + 1, len(text)))
