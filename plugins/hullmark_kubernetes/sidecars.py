"""What keeps pods out of a service mesh, or leads their traffic around the sidecar, and whether there is a mesh."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.meshes import TLS_PORTS
from hullmark_kubernetes.tree import Manifest
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import ResourceSet

#: Groups of the objects of meshes.
_GROUP = pattern(
    r"(?:^|\.)(?:istio\.io|linkerd\.io|kuma\.io|sailoperator\.io|consul\.hashicorp\.com|appmesh\.k8s\.aws)$"
)
#: Labels and annotations that bring pods into a mesh, with the values that do; none stands for any.
_IN = {
    "istio-injection": ("enabled",),
    "istio.io/rev": (),
    "istio.io/dataplane-mode": ("ambient",),
    "sidecar.istio.io/inject": ("true",),
    "linkerd.io/inject": ("enabled", "ingress"),
    "consul.hashicorp.com/connect-inject": ("true",),
    "kuma.io/sidecar-injection": ("enabled", "true"),
}
#: Those that keep them out, with the values that do.
_OUT = {
    "istio-injection": ("disabled",),
    "sidecar.istio.io/inject": ("false",),
    "istio.io/dataplane-mode": ("none",),
    "linkerd.io/inject": ("disabled",),
    "consul.hashicorp.com/connect-inject": ("false",),
    "kuma.io/sidecar-injection": ("disabled", "false"),
}
#: Those of one mesh: a pod without a sidecar may be in its other mode.
_ISTIO = frozenset(("istio-injection", "sidecar.istio.io/inject", "istio.io/dataplane-mode"))
#: Annotations that lead ports, networks or users past the sidecar, as they begin.
_AROUND = pattern(
    r"traffic\.sidecar\.istio\.io/exclude(?:Inbound|Outbound)(?:Ports|IPRanges)$|traffic\.kuma\.io/exclude-"
    r"|config\.linkerd\.io/skip-(?:inbound-ports|outbound-ports|subnets)$"
    r"|(?:kuma\.io/transparent-proxying|consul\.hashicorp\.com/transparent-proxy)-exclude-"
)
_RANGE = pattern(r"(\d{1,5})(?:-(\d{1,5}))?")
#: Networks of one machine or one link.
_LINK = pattern(r"^(?:127\.|169\.254\.|::1\b|fe80:)")
_NATS = "4222"


class Word(NamedTuple):
    """A label or an annotation, ``text`` of its value."""

    key: str
    text: Text


def words_of(fact: Pod | Resource) -> Iterator[Word]:
    """Yield the labels and annotations by which meshes are told of the pods of a template, or of a namespace."""
    for holder in (fact.labels, fact.annotations):
        for key in _OUT:
            text = holder.text(key) if key in holder else None
            if text is not None:
                yield Word(key, text)


def kept_out(fact: Pod | Resource) -> Word | None:
    """Return what keeps pods out of a mesh; None where something else brings them into the same."""
    words = list(words_of(fact))
    for word in words:
        if word.text in _OUT[word.key]:
            rest = [other for other in words if word.key == other.key or {word.key, other.key} <= _ISTIO]
            if all(other.text.known and not _brings(other) for other in rest):
                return word
    return None


def _brings(word: Word) -> bool:
    return word.text in _IN[word.key]


def shows_mesh(resource: Resource) -> bool:
    """Tell whether the objects around one show a mesh: one of its own kinds, or pods that it takes in."""
    return _holds_mesh(resource.company)


@lru_cache(maxsize=1)
def _holds_mesh(company: ResourceSet | Manifest) -> bool:
    return any(
        _GROUP.search(other.group) or any(_taken_in(holder) for holder in _holders(other))
        for other in company.resources
    )


def _holders(resource: Resource) -> Iterator[Mapping]:
    if resource.kind == "Namespace":
        yield from (resource.labels, resource.annotations)
    for pod in resource.pods:
        yield from (pod.labels, pod.annotations)


def _taken_in(holder: Mapping) -> bool:
    return any(
        key in holder and (holder.text(key) in values if values else holder.has(key)) for key, values in _IN.items()
    )


def around_sidecar(fact: Pod | Resource) -> Iterator[tuple[str, Text, list[str]]]:
    """Yield the annotations that lead traffic around the sidecar, and which: what has TLS of its own is left out."""
    for key, value in fact.annotations:
        if isinstance(value, Scalar) and _AROUND.match(key.value) and value.known:
            items = [item for item in value.value.replace(" ", "").split(",") if item and not _harmless(fact, item)]
            if items:
                yield key.value, value.text, items


def _harmless(fact: Pod | Resource, item: str) -> bool:
    """Tell whether a port is one of TLS, or a network of this machine."""
    match = _RANGE.fullmatch(item)
    if match is None:
        return _LINK.search(item) is not None
    first, last = int(match[1]), int(match[2] or match[1])
    if item == _NATS and isinstance(fact, Pod):
        return any("tls" in word for container in fact.containers for word in container.words)
    return last - first < 10 and all(str(port) in TLS_PORTS for port in range(first, last + 1))
