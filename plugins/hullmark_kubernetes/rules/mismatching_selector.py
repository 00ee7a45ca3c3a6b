"""The selector of a workload does not fit its own pod template.

Why: the API rejects the object: a controller that does not find its own pods would create new ones for ever.
Instead: write the same labels in ``spec.selector.matchLabels`` and ``spec.template.metadata.labels``.
Flags: Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Rollout whose selector asks for a
label, or a value, that the template does not have; in apps/v1 and policy alike one with an empty selector.
Not flagged: no selector, which schema-violation says, and which the cluster writes for Jobs; a template that lives
elsewhere (``workloadRef``); files beside a kustomization that adds labels; labels with placeholders.
See: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_kubernetes.metadata import added
from hullmark_kubernetes.selectors import matches
from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    ERROR,
    on=Resource,
    when=(
        "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Rollout", "Job", "CronJob",
    ),
    peers=(
        "kubelinter:mismatching-selector"
        " kubescore:deployment-pod-selector-labels-match-template-metadata-labels"
        " kubescore:statefulset-pod-selector-labels-match-template-metadata-labels kubescape:C-0296"
    ),
)
def check(workload: Resource, context: Context) -> Iterator[Problem]:
    """Flag the entry of the selector that does not fit."""
    spec = workload.spec.mapping("jobTemplate", "spec") if workload.kind == "CronJob" else workload.spec
    selector = spec.mapping("selector")
    if workload.pod is None or not spec.has("selector"):
        return
    if workload.set is not None and added(workload, "labels"):
        return
    labels = workload.pod.labels
    plain = selector if workload.kind == "ReplicationController" else selector.mapping("matchLabels")
    for key, value in plain:
        if not isinstance(value, Scalar) or not key.known:
            continue
        found = labels.text(key.value)
        if found is None:
            yield Problem(key, f"the pod template has no label {key.value}; the API rejects {workload.called}")
        elif found != value.value and found.known and value.text.known:
            message = f"the pod template has {key.value}: {found}; the API rejects {workload.called}"
            yield Problem(value, message, notes=((found, "the label of the template"),))
    if workload.kind == "ReplicationController":
        return
    empty = not plain and not selector.has("matchExpressions")
    if empty or selector.has("matchExpressions") and matches(plain, labels) and not selects(selector, labels):
        wrong = "is empty" if empty else "does not fit the pod template"
        yield Problem(spec.key("selector"), f"the selector {wrong}; the API rejects {workload.called}")
