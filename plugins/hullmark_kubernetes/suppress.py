"""Suppressions of the tools that lint manifests, each dialect one function; and our own annotation.

An annotation holds for the object that carries it, on a pod template for what is in the template.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Document
from hullmark.plugin import Span
from hullmark.plugin import Suppression
from hullmark.plugin import Text
from hullmark.plugin import split_ids
from hullmark.suppress import Dialect
from hullmark.suppress_yaml import checkov as checkov_comments
from hullmark.suppress_yaml import kics
from hullmark.suppress_yaml import semgrep
from hullmark.suppress_yaml import trivy
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import Resource

_CHECKOV = ("checkov.io/skip", "bridgecrew.io/skip", "cortex.io/skip")
_OWN = "hullmark.dev/ignore"
_KUBE_LINTER = "ignore-check.kube-linter.io/"
_KUBE_LINTER_ALL = "kube-linter.io/ignore-all"
_KUBE_SCORE = "kube-score/ignore"
_POLARIS = "polaris.fairwinds.com/"


def _annotations(document: Document, sign: str) -> Iterator[tuple[Resource, Scalar, Text]]:
    """Yield the annotations of the objects in a document in whose key a sign stands: the object, the key, the value."""
    for resource in document.tree.resources if sign in document.text else ():
        for key, value in resource.annotations:
            if sign in key.value and isinstance(value, Scalar):
                yield resource, key, value.text


def _template_annotations(document: Document, sign: str) -> Iterator[tuple[Mapping, Scalar, Text]]:
    """Yield those of pod templates that are no objects themselves: the pod's spec, the key and the value."""
    for resource in document.tree.resources if sign in document.text else ():
        for pod in resource.pods:
            if pod.metadata is not resource.metadata:
                for key, value in pod.annotations:
                    if sign in key.value and isinstance(value, Scalar):
                        yield pod.spec, key, value.text


def _region(node: Mapping) -> Span:
    return Span(node.start, node.end + 1)


def hullmark(document: Document) -> Iterator[Suppression]:
    """Read ``hullmark.dev/ignore: "slug,slug"`` and ``hullmark.dev/ignore.CONTAINER``."""
    for resource, key, value in _annotations(document, "hullmark.dev"):
        if key.value == _OWN:
            yield Suppression(split_ids(value), _region(resource.node), key.span, strict=True)
        elif key.value.startswith(f"{_OWN}."):
            name = key.value[len(_OWN) + 1:]
            for pod in resource.pods:
                for container in pod.containers:
                    if container.name == name:
                        yield Suppression(split_ids(value), _region(container.node), key.span, strict=True)
    for spec, key, value in _template_annotations(document, "hullmark.dev"):
        if key.value == _OWN:
            yield Suppression(split_ids(value), _region(spec), key.span, strict=True)


def checkov(document: Document) -> Iterator[Suppression]:
    """Read the annotations ``checkov.io/skip1: ID=reason`` of objects, and the comments of checkov's other formats."""
    for resource, key, value in _annotations(document, "skip"):
        if any(prefix in key.value for prefix in _CHECKOV):
            identifier, _, reason = value.partition("=")
            named = value.part(0, len(identifier.rstrip()))
            yield Suppression((named,), _region(resource.node), key.span, reason.strip(), peer="checkov")
    yield from checkov_comments(document)


def kube_linter(document: Document) -> Iterator[Suppression]:
    """Read ``ignore-check.kube-linter.io/CHECK: reason`` and ``kube-linter.io/ignore-all``."""
    for resource, key, value in _annotations(document, "kube-linter.io"):
        if key.value.startswith(_KUBE_LINTER):
            identifier = key.text.part(len(_KUBE_LINTER))
        elif key.value == _KUBE_LINTER_ALL:
            identifier = key.text.substitute("*")
        else:
            continue
        wide = identifier == "*"
        region = _region(resource.node)
        yield Suppression((identifier,), region, key.span, str(value), peer="kubelinter", wide=wide)


def kube_score(document: Document) -> Iterator[Suppression]:
    """Read ``kube-score/ignore: id,id`` of objects and of pod templates."""
    for resource, key, value in _annotations(document, "kube-score"):
        if key.value == _KUBE_SCORE:
            yield Suppression(split_ids(value), _region(resource.node), key.span, peer="kubescore")
    for spec, key, value in _template_annotations(document, "kube-score"):
        if key.value == _KUBE_SCORE:
            yield Suppression(split_ids(value), _region(spec), key.span, peer="kubescore")


def polaris(document: Document) -> Iterator[Suppression]:
    """Read ``polaris.fairwinds.com/exempt: "true"`` and ``polaris.fairwinds.com/CHECK-exempt: "true"``."""
    for resource, key, value in _annotations(document, "polaris"):
        if not key.value.startswith(_POLARIS) or value.lower() != "true":
            continue
        name = key.value[len(_POLARIS):]
        if name == "exempt":
            everything = key.text.substitute("*")
            yield Suppression((everything,), _region(resource.node), key.span, peer="polaris", wide=True)
        elif name.endswith("-exempt"):
            check = key.text.part(len(_POLARIS), len(key.value) - len("-exempt"))
            yield Suppression((check,), _region(resource.node), key.span, peer="polaris")


DIALECTS: tuple[Dialect, ...] = (hullmark, checkov, kube_linter, kube_score, polaris, kics, trivy, semgrep)
