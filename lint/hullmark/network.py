"""The shared facts on how containers and engines are reached, and on what they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from hullmark.text import Span
from hullmark.text import Text

if TYPE_CHECKING:
    from hullmark.model import Container
    from hullmark.script import Command


class Port(NamedTuple):
    """A port, or a range of ports when ``last`` is set, that a container offers."""

    span: Span
    number: Text
    last: Text | None
    protocol: Text | None
    host: Text | None
    container: Container | None = None


class PublishedPort(NamedTuple):
    """A port of a container, ``target``, that is to be had on its host, as ``published``; ``*_last`` ends a range.

    ``published`` is None where the engine chooses one, ``address`` where none is said. ``bound`` tells that something
    else says at which address it is, or that this cannot be told. ``at`` is what lacks an address.
    """

    span: Span
    at: Span
    target: Text
    target_last: Text | None
    published: Text | None
    published_last: Text | None
    address: Text | None
    protocol: Text | None
    bound: bool = False

    @property
    def own(self) -> Text:
        """The port on the host, or the only one that is said."""
        return self.published if self.published is not None else self.target


class Publication(NamedTuple):
    """All ports that a container publishes. ``span`` is the grip; ``container`` is None for that of a whole pod."""

    span: Span
    ports: tuple[PublishedPort, ...]
    container: Container | None


class Route(NamedTuple):
    """A way through a reverse proxy to a container, asked for by ``hosts``; none of them stands for all.

    ``span`` is the grip. ``encrypted`` tells whether TLS ends at or before the proxy, None where that cannot be told.
    """

    span: Span
    hosts: tuple[Text, ...]
    encrypted: bool | None


class PlainEntrance(NamedTuple):
    """Where clients come in over plain HTTP and are led nowhere else; ``reason`` is the message.

    ``unsure`` tells that the configuration which could lead them elsewhere is not to be seen.
    """

    span: Span
    reason: str
    unsure: bool = False


class Url(NamedTuple):
    """A URL that something fetches. ``fetcher`` is the program or instruction that does; ``command`` its command.

    ``checked`` tells that the fetcher compares what it gets with a checksum.
    """

    span: Span
    text: Text
    scheme: str
    host: str
    fetcher: str
    command: Command | None
    container: Container | None = None
    checked: bool = False


class Listener(NamedTuple):
    """An address at which a container engine takes orders, as its file, its options or a client says.

    ``encrypted`` tells that it has a certificate, ``verified`` that it lets in only clients that have one.
    """

    span: Span
    address: Text
    encrypted: bool
    verified: bool
