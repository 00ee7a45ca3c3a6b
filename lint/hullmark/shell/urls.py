"""The URLs that a command fetches or names."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from hullmark.deferred import pattern
from hullmark.model import Command
from hullmark.model import Url
from hullmark.text import Text

_URL = pattern(r"([A-Za-z][A-Za-z0-9+.-]{0,40})://([^\s/'\"<>|]*)[^\s'\"<>|]*")


def urls_of(command: Command) -> Iterable[Url]:
    """Return the URLs in the arguments of a command."""
    if "://" not in command.text:
        return ()
    return (url for arg in command.args if "://" in arg for url in urls_in(arg, command.program, command))


def urls_in(text: Text, fetcher: str, command: Command | None = None) -> Iterator[Url]:
    """Yield the URLs in a text. ``host`` is without user and port, in lower case."""
    for match in _URL.finditer(text):
        part = text.part(match.start(), match.end())
        host = match[2].rsplit("@", 1)[-1].lower()
        if not host.startswith("["):
            host = host.split(":", 1)[0]
        else:
            host = host[: host.find("]") + 1]
        container = command.container if command else None
        yield Url(part.span, part, match[1].lower(), host, fetcher, command, container)
