"""The selector of a Service fits no pod.

Why: the Service is created without a word and has no endpoints; every connection to it is refused or runs into a
timeout, and nothing says that a label is misspelt.
Instead: write the labels of the pod template: ``selector: {app: web}`` for pods with ``labels: {app: web}``.
Flags: a selector that fits the labels of no pod template of the same namespace, where the files that are applied
together hold at least one; one that fits pods of other namespaces only, where all of them are written down.
Not flagged: no selector, whose endpoints somebody else writes; ExternalName; a set of files without any pod in the
namespace, since the pods are elsewhere; values with placeholders; a selector that names an object of an extension in
the same files, whose operator makes the pods: ``rook_cluster: rook-ceph`` beside a CephCluster ``rook-ceph``; pods of
another namespace where one side leaves its own to whoever applies the files.
See: https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.selectors import matches
from hullmark_kubernetes.selectors import names_owner
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=("Service",),
    peers=(
        "kubelinter:dangling-service kubescore:service-targets-pod kics:Service-does-not-target-a-Pod"
        " kubescape:C-0293"
    ),
)
def check(service: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key of the selector."""
    selector = service.spec.mapping("selector")
    if service.set is None or service.group or not selector or service.spec.text("type") == "ExternalName":
        return
    pods = service.set.pods_beside(service)
    if any(matches(selector, pod.labels) for pod in pods):
        return
    stray = _stray(service, selector)
    if stray is not None:
        message = f"the selector of {service.called} fits pods in the namespace {stray} only"
        yield Problem(service.at("spec", "selector"), message)
    elif pods and not any(names_owner(selector, other) for other in service.set.resources):
        yield Problem(service.at("spec", "selector"), f"the selector of {service.called} fits no pod in these files")


def _stray(service: Resource, selector: Mapping) -> Text | None:
    """Return the namespace of pods elsewhere that a selector fits, where both sides write theirs down."""
    if service.set is None or service.namespace is None or not service.namespace.known:
        return None
    for other in service.set.resources:
        if other.namespace is not None and other.namespace.known:
            if any(matches(selector, pod.labels) for pod in other.pods):
                return other.namespace
    return None
