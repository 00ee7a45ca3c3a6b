"""The settings of a node of k3s or RKE2: ``config.yaml``.

Source: https://docs.k3s.io/installation/configuration.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Variable
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Wanted
from hullmark.plugin import pattern
from hullmark.yaml import compose

from hullmark_daemon.settings import Parsed
from hullmark_daemon.settings import read
from hullmark_daemon.settings import scope
from hullmark_daemon.settings import settings_of

_OWN = pattern(
    r"(?m)^[\"']?(?:agent-token|agent-token-file|cluster-init|cluster-cidr|cni|datastore-endpoint"
    r"|disable-cloud-controller|disable-kube-proxy|disable-network-policy|etcd-s3[\w-]*|flannel-backend|flannel-iface"
    r"|node-external-ip|node-ip|node-label|node-taint|secrets-encryption|tls-san|token-file|with-node-id"
    r"|write-kubeconfig-mode)[\"']?\s*:"
)
#: What other formats begin with; the flags of a cluster's components are those of its objects.
_FOREIGN = pattern(r"(?m)^[\"']?(?:apiVersion|kind|services|(?:kube[\w-]*|etcd)-arg\+?)[\"']?\s*:")
_PATH = pattern(r"(?:^|[/\\])(?:k3s|rke2)(?:[/\\]|[-_.])")
_TOKEN = pattern(r"(?m)^[\"']?token[\"']?\s*:")


def recognises(path: str, head: str) -> bool:
    """Tell whether a file has settings that only these nodes have, or lies where theirs do."""
    if _FOREIGN.search(head):
        return False
    return _OWN.search(head) is not None or _PATH.search(path) is not None and _TOKEN.search(head) is not None


def parse_document(path: str, text: str, options: None, wanted: Wanted) -> Document:
    """Parse a file into a document."""
    document = Document(path, text, "k3s-config", options=options)
    stream = compose(text)
    document.tree = parsed = Parsed(stream)
    document.comments = lambda: stream.comments
    document.facts = facts(document, parsed)
    return document


def facts(document: Document, parsed: Parsed) -> Iterator[object]:
    """Yield the nodes and the settings; that of the database is like a variable of the server."""
    yield from read(parsed)
    yield settings_of(document, parsed)
    database = parsed.root.scalar("datastore-endpoint")
    key = parsed.root.key("datastore-endpoint")
    if database is not None and key is not None:
        yield Variable(Span(key.start, database.span.end), key.text, database.text, "config")


FORMAT = Format(
    "k3s-config", ("config.yaml", "config.yml", "k3s*.yaml", "rke2*.yaml", "*-k3s.yaml"), parse_document, scope,
    recognises=recognises,
)
