"""Where the pods of an object are described."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.tree import Resource

#: Paths of the pod template in the objects of Kubernetes and of well-known extensions; () is the object itself.
TEMPLATES: dict[str, tuple[str, ...]] = {
    "Pod": (),
    "PodTemplate": ("template",),
    "ReplicationController": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "Deployment": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
    "DaemonSet": ("spec", "template"),
    "Job": ("spec", "template"),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "DeploymentConfig": ("spec", "template"),
    "Rollout": ("spec", "template"),
    "Configuration": ("spec", "template"),
    "Revision": (),
    "SandboxTemplate": ("spec", "podTemplate"),
}
#: Kinds that hold no pods, however they look: definitions, and lists of what is in the file elsewhere.
WITHOUT = frozenset((
    "ConfigMap", "CustomResourceDefinition", "Role", "ClusterRole", "Secret", "Kustomization", "Component",
    "PodSecurityPolicy", "LimitRange", "NetworkPolicy", "Ingress", "ServiceAccount",
))
#: Nodes that are looked at for a pod template in an object of an unknown kind.
_MAX_NODES = 5000


def pods_of(resource: Resource) -> tuple[Pod, ...]:
    """Return the pods that an object describes."""
    kind = resource.kind
    path = TEMPLATES.get(kind)
    if path is not None:
        holder = resource.node.mapping(*path)
        pod = _pod(resource, holder)
        return (pod,) if pod is not None else ()
    if kind in WITHOUT or kind == "Service" and not resource.group:
        return ()
    return tuple(_elsewhere(resource))


def _pod(resource: Resource, holder: Mapping) -> Pod | None:
    """Return the pod of a template: a mapping with a ``spec``."""
    spec = holder.mapping("spec")
    if not spec:
        return None
    pod = Pod(resource, holder.mapping("metadata"), spec, holder.key("spec"))
    pod.containers = tuple(_containers(pod))
    return pod


def _containers(pod: Pod) -> Iterator[PodContainer]:
    spec = pod.spec
    for node in spec.mappings("initContainers"):
        sidecar = node.text("restartPolicy") == "Always"
        yield PodContainer(pod, node, "sidecar" if sidecar else "init")
    for node in spec.mappings("containers"):
        yield PodContainer(pod, node, "main")
    for node in spec.mappings("ephemeralContainers"):
        yield PodContainer(pod, node, "ephemeral")


def _elsewhere(resource: Resource) -> Iterator[Pod]:
    """Find pods in an object of an extension: templates with containers, Argo's templates and Tekton's steps."""
    stack: list[tuple[Node, Scalar | None, Mapping | None]] = [(resource.spec, resource.node.key("spec"), None)]
    looked = 0
    while stack:
        node, key, parent = stack.pop()
        looked += 1
        if looked > _MAX_NODES:
            return
        if isinstance(node, Sequence):
            stack.extend((item, key, parent) for item in reversed(node.items) if not isinstance(item, Scalar))
            continue
        if not isinstance(node, Mapping):
            continue
        if _holds_containers(node, "containers"):
            metadata = parent.mapping("metadata") if parent is not None else node.mapping("metadata")
            pod = Pod(resource, metadata, node, key)
            pod.containers = tuple(_containers(pod))
            yield pod
            continue
        if _holds_containers(node, "steps") and resource.group.endswith("tekton.dev"):
            pod = Pod(resource, node.mapping("metadata"), node, node.key("steps"))
            steps = node.mappings("steps") + node.mappings("sidecars")
            pod.containers = tuple(PodContainer(pod, step, "main") for step in steps)
            yield pod
            continue
        if resource.group == "argoproj.io" and (node.mapping("container") or node.mapping("script")):
            pod = Pod(resource, node.mapping("metadata"), node, node.key("container") or node.key("script"))
            pod.outer = resource.spec.mapping("workflowSpec") or resource.spec
            pod.containers = tuple(_of_argo(pod))
            yield pod
            continue
        stack.extend((value, name, node) for name, value in reversed(list(node)))


def _of_argo(pod: Pod) -> Iterator[PodContainer]:
    """Yield the containers of a template of Argo Workflows."""
    for node in pod.spec.mappings("initContainers"):
        yield PodContainer(pod, node, "init")
    for name in ("container", "script"):
        node = pod.spec.mapping(name)
        if node:
            yield PodContainer(pod, node, "main")
    for node in pod.spec.mappings("sidecars"):
        yield PodContainer(pod, node, "main")


def _holds_containers(node: Mapping, key: str) -> bool:
    """Tell whether a mapping has a list of containers: of mappings with a name or an image."""
    return any("image" in item or "name" in item for item in node.mappings(key))
