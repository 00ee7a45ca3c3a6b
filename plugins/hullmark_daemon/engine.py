"""The settings of the Docker daemon: ``daemon.json``.

Source: https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file and the options of dockerd 29.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from hullmark.model import Container
from hullmark.model import Listener
from hullmark.model import Logging
from hullmark.model import RunOption
from hullmark.model import Security
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.plugin import Wanted
from hullmark.plugin import read_data
from hullmark.yaml import Mapping
from hullmark.yaml import Violation
from hullmark.yaml import violations

from hullmark_daemon.jsonfile import read_json
from hullmark_daemon.optionfacts import option_facts
from hullmark_daemon.runoptions import Options
from hullmark_daemon.settings import EITHER
from hullmark_daemon.settings import PLAIN
from hullmark_daemon.settings import Parsed
from hullmark_daemon.settings import RegistryAccess
from hullmark_daemon.settings import read
from hullmark_daemon.settings import scope
from hullmark_daemon.settings import settings_of


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """Return the schema of the file."""
    found: dict[str, Any] = read_data(__name__, "engine.json")
    return found


def recognises(path: str, head: str) -> bool:
    """Tell whether a file of this name holds a setting that dockerd has: other programs have a daemon.json too."""
    return not head.strip() or any(f'"{name}"' in head for name in schema()["properties"])


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document; its facts are made while they are read."""
    document = Document(path, text, "daemon-json", options=options)
    document.tree = parsed = read_json(text)
    document.facts = facts(document, parsed, wanted)
    return document


def facts(document: Document, parsed: Parsed, wanted: Wanted) -> Iterator[object]:
    """Yield what could not be read, the settings, and what they say in the words of all formats."""
    yield from read(parsed)
    root = parsed.root
    if not root:
        return
    if wanted(Violation):
        yield from violations(root, schema(), {})
    settings = settings_of(document, parsed)
    yield settings
    container = default_container(settings.root, settings.span)
    yield container
    if wanted(Logging):
        at = settings.at("log-opts")
        bounded = root.mapping("log-opts").has("max-size")
        yield Logging(at if isinstance(at, Span) else at.span, root.text("log-driver"), bounded, container)
    selinux = root.flag("selinux-enabled")
    yield from option_facts(
        container, Options(()), cgroup_parent=[root.text("cgroup-parent")], log_driver=[root.text("log-driver")],
        security_opt=[selinux.substitute("label=disable")] if selinux is not None and selinux == "false" else [],
    )
    for key, limit in root.mapping("default-ulimits"):
        value = limit.text("Hard") if isinstance(limit, Mapping) else None
        if value is not None:
            yield RunOption("ulimit", value, container, key.value)
    yield from listeners(root)
    for text in root.texts("insecure-registries"):
        yield RegistryAccess(text.span, text, EITHER)
    for text in root.texts("registry-mirrors"):
        if text.startswith("http://"):
            yield RegistryAccess(text.span, text.part(len("http://")), PLAIN)


def default_container(root: Mapping, span: Any) -> Container:
    """Return what the daemon gives each container; what can only be said of one container is not known."""
    unsaid = Text("", span, known=False, editable=False)
    profile = root.text("seccomp-profile")
    if profile is not None and profile != "unconfined":
        profile = profile.substitute("RuntimeDefault" if profile == "builtin" else "Localhost", profile.known)
    security = Security(
        span, None, _escalation(root), unsaid, (), (unsaid,), profile,
    )
    return Container(span, None, "default", True, None, None, None, "run", security)


def _escalation(root: Mapping) -> Text | None:
    """Return whether a process may gain rights, the opposite of ``no-new-privileges``."""
    said = root.flag("no-new-privileges")
    return said.substitute("false" if said == "true" else "true", said.known) if said is not None else None


def listeners(root: Mapping) -> Iterator[Listener]:
    """Yield where the daemon takes orders. Any of the settings of TLS switches it on, even with the value false."""
    verified = root.is_true("tlsverify")
    encrypted = verified or root.has("tlsverify") or root.is_true("tls")
    for address in root.texts("hosts"):
        yield Listener(address.span, address, encrypted, verified)


FORMAT = Format(
    "daemon-json",
    ("daemon.json", "daemon.*.json", "daemon-*.json", "*-daemon.json", "*_daemon.json"),
    parse_document,
    scope,
    recognises=recognises,
)
