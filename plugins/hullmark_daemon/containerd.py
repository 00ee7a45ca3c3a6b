"""The settings of containerd: ``config.toml``, and ``hosts.toml`` of one registry.

Source: https://github.com/containerd/containerd/blob/main/docs/hosts.md and docs/cri/config.md, versions 1 to 3.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import Listener
from hullmark.model import Security
from hullmark.model import Variable
from hullmark.model import parse_image
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Text
from hullmark.plugin import Wanted
from hullmark.plugin import pattern
from hullmark.yaml import Mapping

from hullmark_daemon.access import host_of
from hullmark_daemon.access import is_plain
from hullmark_daemon.access import logins
from hullmark_daemon.access import of_configs
from hullmark_daemon.access import of_mirrors
from hullmark_daemon.settings import PLAIN
from hullmark_daemon.settings import UNVERIFIED
from hullmark_daemon.settings import Parsed
from hullmark_daemon.settings import RegistryAccess
from hullmark_daemon.settings import read
from hullmark_daemon.settings import scope
from hullmark_daemon.settings import settings_of
from hullmark_daemon.tomlfile import read_toml

_OWN = pattern(
    r"(?m)^\s*(?:\[\[?\s*(?:plugins?[.\]]|grpc\]|debug\]|metrics\]|proxy_plugins|stream_processors|host\.[\"'])"
    r"|(?:disabled_plugins|required_plugins|server)\s*=)"
)


def recognises(path: str, head: str) -> bool:
    """Tell whether a file of this name has a part that containerd's settings have."""
    return _OWN.search(head) is not None


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document; its facts are made while they are read."""
    document = Document(path, text, "containerd", options=options)
    document.tree = parsed = read_toml(text)
    document.comments = parsed.comments
    document.facts = facts(document, parsed)
    return document


def facts(document: Document, parsed: Parsed) -> Iterator[object]:
    """Yield what could not be read, the settings, and what they say in the words of all formats."""
    yield from read(parsed)
    root = parsed.root
    settings = settings_of(document, parsed)
    yield settings
    yield from of_hosts(root)
    yield from listeners(root.mapping("grpc"))
    for plugin in plugins(root):
        yield from of_mirrors(plugin.mapping("registry", "mirrors"))
        yield from of_configs(plugin.mapping("registry", "configs"))
        yield from logins(plugin.mapping("registry", "auths"))
        image = plugin.text("sandbox_image") or plugin.mapping("pinned_images").text("sandbox")
        if image is not None:
            yield parse_image(image, "run")
        disabled = plugin.scalar("disable_apparmor")
        if disabled is not None and disabled.boolean:
            unsaid = Text("", settings.span, known=False, editable=False)
            security = Security(
                settings.span, None, unsaid, unsaid, (), (unsaid,), None, disabled.text.substitute("Unconfined")
            )
            yield Container(settings.span, None, "default", True, None, None, None, "run", security)


def plugins(root: Mapping) -> Iterator[Mapping]:
    """Yield the settings of each plugin."""
    for _, plugin in root.mapping("plugins"):
        if isinstance(plugin, Mapping):
            yield plugin


def of_hosts(root: Mapping) -> Iterator[RegistryAccess | Variable]:
    """Yield what ``hosts.toml`` says of a registry and of each host that stands in for it."""
    server = root.text("server")
    if server is not None and is_plain(server):
        yield RegistryAccess(server.span, host_of(server), PLAIN)
    for key, host in root.mapping("host"):
        if not isinstance(host, Mapping):
            continue
        if is_plain(key.text):
            yield RegistryAccess(key.span, host_of(key.text), PLAIN)
        checked = host.scalar("skip_verify")
        if checked is not None and checked.boolean:
            yield RegistryAccess(checked.span, host_of(key.text), UNVERIFIED)
        for name, _ in host.mapping("header"):
            if name.value.lower() == "authorization":
                for value in host.mapping("header").texts(name.value):
                    scheme, _, token = value.partition(" ")
                    said = value.part(len(scheme) + 1).strip_part() if token else value
                    yield Variable(value.span, name.text, said, "login")


def listeners(grpc: Mapping) -> Iterator[Listener]:
    """Yield where containerd takes orders over TCP."""
    address = grpc.text("tcp_address")
    if address:
        yield Listener(address.span, address, bool(grpc.text("tcp_tls_cert")), bool(grpc.text("tcp_tls_ca")))


FORMAT = Format(
    "containerd",
    ("config.toml", "hosts.toml", "containerd*.toml", "*-containerd.toml"),
    parse_document,
    scope,
    recognises=recognises,
)
