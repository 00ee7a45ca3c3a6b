"""The settings of BuildKit's daemon: ``buildkitd.toml``.

Source: https://docs.docker.com/build/buildkit/toml-configuration/.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Listener
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Wanted
from hullmark.yaml import Mapping

from hullmark_daemon.access import host_of
from hullmark_daemon.access import is_plain
from hullmark_daemon.settings import EITHER
from hullmark_daemon.settings import PLAIN
from hullmark_daemon.settings import Parsed
from hullmark_daemon.settings import RegistryAccess
from hullmark_daemon.settings import read
from hullmark_daemon.settings import scope
from hullmark_daemon.settings import settings_of
from hullmark_daemon.tomlfile import read_toml


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document; its facts are made while they are read."""
    document = Document(path, text, "buildkitd", options=options)
    document.tree = parsed = read_toml(text)
    document.comments = parsed.comments
    document.facts = facts(document, parsed)
    return document


def facts(document: Document, parsed: Parsed) -> Iterator[object]:
    """Yield what could not be read, the settings, and what they say in the words of all formats."""
    yield from read(parsed)
    root = parsed.root
    yield settings_of(document, parsed)
    tls = root.mapping("grpc", "tls")
    for address in root.mapping("grpc").texts("address"):
        if address.startswith("tcp://"):
            yield Listener(address.span, address, bool(tls.text("cert")), bool(tls.text("ca")))
    for key, registry in root.mapping("registry"):
        if not isinstance(registry, Mapping):
            continue
        for field, how in (("http", PLAIN), ("insecure", EITHER)):
            said = registry.scalar(field)
            if said is not None and said.boolean:
                yield RegistryAccess(said.span, key.text, how)
                break
        for mirror in registry.texts("mirrors"):
            if is_plain(mirror):
                yield RegistryAccess(mirror.span, host_of(mirror), PLAIN)


FORMAT = Format("buildkitd", ("buildkitd*.toml", "*-buildkitd.toml"), parse_document, scope)
