"""Namespaces: which are the cluster's own, which objects live in one, and what Pod Security enforces there.

Source: https://kubernetes.io/docs/concepts/security/pod-security-admission/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Resource

#: The namespaces that a cluster comes with, besides ``default``.
SYSTEM = ("kube-system", "kube-public", "kube-node-lease")

ENFORCE = "pod-security.kubernetes.io/enforce"

#: Common kinds that live in a namespace.
NAMESPACED = POD_KINDS | {
    "ConfigMap", "Endpoints", "HorizontalPodAutoscaler", "Ingress", "LimitRange", "NetworkPolicy",
    "PersistentVolumeClaim", "PodDisruptionBudget", "ResourceQuota", "Role", "RoleBinding", "Secret", "Service",
    "ServiceAccount",
}
#: Kinds that live in none, whatever their metadata says.
CLUSTER_WIDE = frozenset((
    "APIService", "CSIDriver", "ClusterIssuer", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition",
    "IngressClass", "MutatingWebhookConfiguration", "Namespace", "Node", "PersistentVolume", "PodSecurityPolicy",
    "PriorityClass", "RuntimeClass", "StorageClass", "ValidatingWebhookConfiguration", "VolumeSnapshotClass",
))

#: Kinds that take from what a namespace may have.
CONSUMERS = POD_KINDS | {"PersistentVolumeClaim"}

#: Namespaces of what works on nodes by its nature: networks and storage.
_NODE_WORK = pattern(
    r"(?:^|-)(?:cni|csi)(?:-|$)|^(?:calico|cilium|kube-flannel|longhorn|metallb|openebs|rook|tigera|weave)(?:-|$)"
)


def system_level(namespace: Resource) -> bool:
    """Tell whether a Namespace object is of the cluster, its network or its storage."""
    name = namespace.name or ""
    return name in SYSTEM or _NODE_WORK.search(name) is not None


def enforced(namespace: Resource) -> Text | None:
    """Return the Pod Security level that a Namespace object enforces."""
    return namespace.labels.text(ENFORCE)


def on_openshift(namespace: Resource) -> bool:
    """Tell whether a Namespace object is meant for OpenShift, whose constraints stand for Pod Security."""
    for entries in (namespace.labels, namespace.annotations):
        if any("openshift.io/" in key.value for key, _ in entries):
            return True
    resources = namespace.set.resources if namespace.set is not None else ()
    return any(resource.group.endswith("openshift.io") for resource in resources)


def without(resource: Resource, kind: str) -> Iterator[Problem]:
    """Yield the problem of a namespace for which the set has none of a kind, at its first consumer."""
    namespace, found = resource.namespace, resource.set
    if found is None or namespace is not None and not namespace.known:
        return
    if resource is found.consumers.get(namespace or "default") and not found.beside(resource, kind):
        which = f"the namespace {namespace}" if namespace is not None else f"the namespace of {resource.called}"
        yield Problem(namespace or resource.grip, f"{which} has no {kind} in these files")
