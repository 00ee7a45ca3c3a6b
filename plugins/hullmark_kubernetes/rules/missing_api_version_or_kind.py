"""An object says not what it is: its apiVersion or its kind is missing.

Why: the API server refuses it, and tools that read manifests pass it over in silence, this one too.
Instead: ``apiVersion: apps/v1`` and ``kind: Deployment`` at the top of every object, each item of a List too.
Flags: a document, or an item of a List, that has ``metadata`` or ``spec`` and one of the two, or ``metadata`` and
``spec`` and neither; a number or a boolean in their place.
Not flagged: kustomizations, which may leave both out; items of typed lists (PodList); other documents; placeholders.
See: https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import type_of

from hullmark_kubernetes.tree import Manifest

_NAMES = ("apiVersion", "kind")


@rule(VALIDITY, ERROR, on=Manifest, peers="kubeconform:error")
def check(manifest: Manifest, context: Context) -> Iterator[Problem]:
    """Flag the field that is no text, or the one that is there, or the first key."""
    if context.document.path.rpartition("/")[2].partition(".")[0].lower() == "kustomization":
        return
    for node in _objects(manifest.stream.roots):
        missing = [name for name in _NAMES if not node.has(name)]
        if missing and "<<" not in node:
            at = node.key("kind") or node.key("apiVersion") or next(iter(node))[0]
            yield Problem(at, f"the object has no {' and no '.join(missing)}")
        for name in _NAMES:
            value = node.get(name)
            if name not in missing and value is not None and not _text(value):
                yield Problem(node.key(name), f"{name} must be text")


def _objects(roots: list[Node]) -> Iterator[Mapping]:
    """Yield what is meant as an object."""
    for root in roots:
        if not isinstance(root, Mapping):
            continue
        if root.text("kind") == "List" and "items" in root:
            yield root
            yield from (item for item in root.mappings("items") if item)
        elif sum(name in root for name in ("metadata", "spec", *_NAMES)) > 1 and _described(root):
            yield root


def _described(root: Mapping) -> bool:
    return "metadata" in root or "spec" in root


def _text(node: Node) -> bool:
    return isinstance(node, Scalar) and (not node.known or type_of(node) == "string")
