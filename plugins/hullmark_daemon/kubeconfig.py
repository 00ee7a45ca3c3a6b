"""Files with which clients reach a cluster: kubeconfig.

Source: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/. What they may do wrong is said of the objects of
the cluster too, so the rules are on located YAML.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Wanted
from hullmark.plugin import pattern
from hullmark.yaml import compose

from hullmark_daemon.settings import Parsed
from hullmark_daemon.settings import read
from hullmark_daemon.settings import scope
from hullmark_daemon.settings import settings_of

_KIND = pattern(r"(?m)(?:^\s{0,4}|[{,][ \t]*)[\"']?kind[\"']?\s*:\s*[\"']?(\w+)")
_OWN = pattern(r"(?m)(?:^\s{0,4}|[{,][ \t]*)[\"']?(?:clusters|users|contexts|current-context)[\"']?\s*:")


def recognises(path: str, head: str) -> bool:
    """Tell whether a text begins like one of these files and holds no other object."""
    if "Config" not in head and "kubeconfig" not in path.lower():
        return False
    kinds = set(_KIND.findall(head))
    return _OWN.search(head) is not None and (kinds == {"Config"} or not kinds and "kubeconfig" in path.lower())


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document."""
    document = Document(path, text, "kubeconfig", options=options)
    stream = compose(text)
    document.tree = parsed = Parsed(stream)
    document.comments = lambda: stream.comments
    document.facts = facts(document, parsed)
    return document


def facts(document: Document, parsed: Parsed) -> Iterator[object]:
    """Yield the nodes and the settings."""
    yield from read(parsed)
    yield settings_of(document, parsed)


FORMAT = Format(
    "kubeconfig",
    ("*.yaml", "*.yml", "*.json", "*.conf", "config", "kubeconfig*", "*.kubeconfig", "*-kubeconfig", "*_kubeconfig"),
    parse_document,
    scope,
    recognises=recognises,
)
