"""The format of Kubernetes manifests: which files, how they are parsed, what a suppression comment governs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache

from hullmark.plugin import Comment
from hullmark.plugin import Document
from hullmark.plugin import Format
from hullmark.plugin import Span
from hullmark.plugin import Wanted
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import compose
from hullmark.yaml import governed

from hullmark_kubernetes.facts import facts
from hullmark_kubernetes.options import KubernetesOptions
from hullmark_kubernetes.peers import checkov
from hullmark_kubernetes.peers import kube_linter
from hullmark_kubernetes.peers import trivy
from hullmark_kubernetes.templates import pods_of
from hullmark_kubernetes.tree import Manifest
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import ResourceSet

_VERSION = pattern(r"(?m)(?:^(?:-\s+|\s\s)?|[{,]\s*)[\"']?apiVersion[\"']?\s*:")
_KIND = pattern(r"(?m)(?:^(?:-\s+|\s\s)?|[{,]\s*)[\"']?kind[\"']?\s*:\s*[\"']?[A-Z]")
#: A field of the configuration of k3s and RKE2, which is no object.
_ARGUMENTS = pattern(r"(?m)^(?:kube(?:let|-apiserver|-controller-manager|-scheduler|-proxy)|etcd)-arg\+?:")
_OBJECT = pattern(r"(?m)^[\"']?(?:metadata|spec|rules)[\"']?\s*:")
#: What kustomize takes for its file; it needs neither ``apiVersion`` nor ``kind`` there.
_KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "kustomization")
_KUSTOMIZATION = "Kustomization"


def recognises(path: str, head: str) -> bool:
    """Tell whether the beginning of a file looks like an object of Kubernetes, configures k3s, or is for kustomize."""
    if is_kustomization(path):
        return True
    kind = _KIND.search(head)
    if kind is None:
        return (
            _VERSION.search(head) is not None and _OBJECT.search(head) is not None
            or _ARGUMENTS.search(head) is not None
        )
    return _VERSION.search(head) is not None or _OBJECT.search(head) is not None


def is_kustomization(path: str) -> bool:
    """Tell whether a file is called as kustomize wants it."""
    return os.path.basename(path).lower() in _KUSTOMIZATIONS


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


def root(path: str) -> str:
    """Return the folder whose files belong together: the templates of a chart with all below, else the file's own."""
    own = os.path.dirname(path)
    folder = own
    while "templates" in folder:
        parent, name = os.path.split(folder)
        if name == "templates" and _is_chart(parent):
            return folder
        folder = parent
    return own


@lru_cache(1024)
def _is_chart(folder: str) -> bool:
    """Tell whether a folder holds a chart of Helm."""
    return os.path.isfile(os.path.join(folder, "Chart.yaml"))


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


FORMAT = Format(
    "kubernetes",
    ("*.yaml", "*.yml", "*.json", "kustomization"),
    parse_document,
    scope,
    recognises=recognises,
    options=KubernetesOptions,
    gather=gather,
    imports={
        ".kube-linter.yaml": kube_linter.read,
        ".kube-linter.yml": kube_linter.read,
        ".trivyignore": trivy.read,
        ".trivyignore.yaml": trivy.read_yaml,
        ".checkov.yaml": checkov.read,
        ".checkov.yml": checkov.read,
    },
    root=root,
)
