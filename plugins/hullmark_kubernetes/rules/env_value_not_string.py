"""A value that must be text is a number or a boolean for YAML.

Why: the API server refuses the whole object: it does not make text of ``8080``, ``true`` or ``yes``.
Instead: put it in quotes: ``value: "8080"``.
Flags: values in the environment of containers, in ``data`` of ConfigMaps, in ``stringData`` of Secrets, of labels and
of annotations, that YAML reads as a number or a boolean: ``1``, ``1.10``, ``012``, ``1e3``, ``yes``, ``on``.
Not flagged: quoted values and blocks; nothing, which is empty text; dates; placeholders.
See: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
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

from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.tree import Resource

_READ_AS = {"boolean": "true or false", "integer": "a number", "number": "a number"}


@rule(
    VALIDITY,
    ERROR,
    on=(PodContainer, Pod, Resource),
    peers="kubelinter:schema-validation kubeconform:invalid",
)
def check(holder: PodContainer | Pod | Resource, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if isinstance(holder, PodContainer):
        for entry in holder.node.mappings("env"):
            yield from _value(entry.get("value"), str(entry.text("name") or "the value"))
        return
    if isinstance(holder, Resource):
        if not holder.group and holder.kind in ("ConfigMap", "Secret"):
            yield from _values(holder.node.mapping("data" if holder.kind == "ConfigMap" else "stringData"))
    elif holder.metadata is holder.resource.metadata:
        return
    yield from _values(holder.labels)
    yield from _values(holder.annotations)


def _values(entries: Mapping) -> Iterator[Problem]:
    for key, value in entries:
        yield from _value(value, key.value)


def _value(node: Node | None, name: str) -> Iterator[Problem]:
    if isinstance(node, Scalar) and not node.style and node.known and not node.null:
        kind = _READ_AS.get(type_of(node))
        if kind is not None:
            yield Problem(node, f"{name} must be text, and {node.value} is {kind}; put it in quotes")
