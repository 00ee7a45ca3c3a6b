"""A workload is placed in a namespace of the cluster.

Why: policies and quotas usually leave kube-system alone, and its Secrets hold the tokens of controllers: a pod there
is next to the keys.
Instead: a namespace for the program.
Flags: ``namespace: kube-system``, kube-public or kube-node-lease in the metadata of what runs pods.
Not flagged: parts of the cluster: static pods of the control plane and add-ons, with a label k8s-app, tier, component
or addonmanager.kubernetes.io/mode, or a priority class that begins with system-.
See: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.namespaces import SYSTEM
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Resource

_PARTS = ("k8s-app", "tier", "component", "addonmanager.kubernetes.io/mode", "kubernetes.io/cluster-service")


@rule(
    PRIVILEGES,
    INFO,
    on=Resource,
    when=POD_KINDS,
    profile=STRICT,
    peers="trivy:KSV-0037 kics:Using-unrecommended-namespace",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the namespace."""
    namespace = resource.namespace
    if namespace not in SYSTEM or namespace is None or resource.kind == "Service" and not resource.group:
        return
    if any(part in resource.labels for part in _PARTS):
        return
    for pod in resource.pods:
        priority = pod.spec.text("priorityClassName") or ""
        if priority.startswith("system-") or any(part in pod.labels for part in _PARTS):
            return
    yield Problem(namespace, f"{resource.called} runs in {namespace}, among the cluster's own pods")
