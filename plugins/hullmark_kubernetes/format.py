"""Kubernetes manifests: how they are parsed and joined, and what a suppression comment governs."""

from __future__ import annotations

from collections.abc import Sequence

from hullmark.plugin import Comment
from hullmark.plugin import Document
from hullmark.plugin import Span
from hullmark.plugin import Wanted
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import compose
from hullmark.yaml import governed

from hullmark_kubernetes.facts import facts
from hullmark_kubernetes.names import is_kustomization
from hullmark_kubernetes.options import KubernetesOptions
from hullmark_kubernetes.templates import pods_of
from hullmark_kubernetes.tree import Manifest
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import ResourceSet

#: The kind of a file that is kustomize's by its name.
_KUSTOMIZATION = "Kustomization"


def parse_document(path: str, text: str, options: KubernetesOptions, wanted: Wanted) -> Document:
    """Parse a file into a document; its facts are made while they are read."""
    options = options or KubernetesOptions()
    document = Document(path, text, "kubernetes", options=options)
    stream = compose(text)
    tree = Manifest(stream)
    document.tree = tree
    for root in stream.roots:
        _add(tree, root, document, None, 0)
    document.comments = lambda: stream.comments
    document.facts = facts(tree, document, wanted)
    return document


def _add(tree: Manifest, root: Node, document: Document, holder: Mapping | None, depth: int) -> None:
    """Take in an object, or the objects of a list."""
    if not isinstance(root, Mapping):
        if not isinstance(root, Scalar) and depth < 4:
            for item in root.items:
                _add(tree, item, document, holder, depth + 1)
        return
    if not ("kind" in root or "apiVersion" in root):
        if is_kustomization(document.path):
            tree.resources.append(Resource(root, document, kind=_KUSTOMIZATION))
        elif any(name.endswith(("-arg", "-arg+")) for name in root.items):
            tree.settings.append(Resource(root, document))
        return
    kind = root.text("kind")
    if kind is not None and kind.endswith("List") and "items" in root and depth < 4:
        for item in root.sequence("items"):
            _add(tree, item, document, root, depth + 1)
        return
    resource = Resource(root, document, holder)
    resource.pods = pods_of(resource)
    tree.resources.append(resource)


def gather(documents: Sequence[Document]) -> None:
    """Make one set of the objects in the files of one folder; the first template among them speaks for all."""
    ResourceSet([resource for document in documents for resource in document.tree.resources])
    templates = [document.tree.stream for document in documents if document.tree.stream.template is not None]
    for stream in templates:
        stream.templates = len(templates) if stream is templates[0] else 0


def scope(document: Document, comment: Comment, kind: str) -> Span:
    """Return what a comment governs.

    ``next`` is the rest of its line and, for a comment on a line of its own, the line below with what belongs to it: a
    comment above a key covers the key's whole value. ``block`` is the object that the comment stands in.
    """
    if kind == "block":
        return _object(document, document.tree, comment.span.start)
    return governed(document.lines, comment.span)


def _object(document: Document, tree: Manifest, at: int) -> Span:
    """Return the range of the object around an offset, or of the next one behind it."""
    for resource in tree.resources:
        if at <= resource.node.end:
            return Span(min(at, resource.node.start), resource.node.end + 1)
    return Span(at, len(document.text) + 1)
