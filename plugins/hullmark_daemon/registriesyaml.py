"""How k3s and RKE2 reach registries: ``registries.yaml``.

Source: https://docs.k3s.io/installation/private-registry.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Wanted
from hullmark.plugin import pattern
from hullmark.yaml import compose

from hullmark_daemon.access import of_configs
from hullmark_daemon.access import of_mirrors
from hullmark_daemon.settings import Parsed
from hullmark_daemon.settings import read
from hullmark_daemon.settings import scope
from hullmark_daemon.settings import settings_of

_OWN = pattern(r"(?m)^[\"']?(?:mirrors|configs)[\"']?\s*:")
_FOREIGN = pattern(r"(?m)^[\"']?(?:apiVersion|kind|services)[\"']?\s*:")


def recognises(path: str, head: str) -> bool:
    """Tell whether a file has mirrors or settings of registries at its top, and is nothing else."""
    return _OWN.search(head) is not None and _FOREIGN.search(head) is None


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document."""
    document = Document(path, text, "registries-yaml", options=options)
    stream = compose(text)
    document.tree = parsed = Parsed(stream)
    document.comments = lambda: stream.comments
    document.facts = facts(document, parsed)
    return document


def facts(document: Document, parsed: Parsed) -> Iterator[object]:
    """Yield the nodes, the settings, and how registries are reached."""
    yield from read(parsed)
    yield settings_of(document, parsed)
    yield from of_mirrors(parsed.root.mapping("mirrors"))
    yield from of_configs(parsed.root.mapping("configs"))


FORMAT = Format(
    "registries-yaml", ("registries.yaml", "registries.yml", "*-registries.yaml"), parse_document, scope,
    recognises=recognises,
)
