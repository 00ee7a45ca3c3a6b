"""The selector of a Service fits no pod.

Why: the Service is created without a word and has no endpoints; every connection to it is refused or runs into a
timeout, and nothing says that a label is misspelt.
Instead: write the labels of the pod template: ``selector: {app: web}`` for pods with ``labels: {app: web}``.
Flags: a selector that fits the labels of no pod template of the same namespace, where the files that are applied
together hold at least one.
Not flagged: no selector, whose endpoints somebody else writes; ExternalName; a set of files without any pod in the
namespace, since the pods are elsewhere; values with placeholders; a selector that names an object of an extension in
the same files, whose operator makes the pods: ``rook_cluster: rook-ceph`` beside a CephCluster ``rook-ceph``.
See: https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.selectors import matches
from hullmark_kubernetes.selectors import names
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
    if not pods or any(matches(selector, pod.labels) for pod in pods):
        return
    if not any(names(selector, other) for other in service.set.resources):
        yield Problem(service.at("spec", "selector"), f"the selector of {service.called} fits no pod here")
