"""Pods that go on: which those are, their probes, the claims that bind them to one node."""

from __future__ import annotations

from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import CONTROLLERS
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer

#: Kinds that Knative serves requests with.
KNATIVE = frozenset(("Service", "Configuration", "Revision"))
#: Kinds whose pods go on for as long as they can.
LASTING = CONTROLLERS | KNATIVE | {"Pod"}
#: Fields of a container that hold a probe.
PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
#: Kinds that keep a number of like pods.
REPLICATED = ("Deployment", "StatefulSet", "ReplicaSet", "DeploymentConfig")


def lasting(pod: Pod) -> bool:
    """Tell whether a pod is meant to go on: of such a kind, and not over when its containers end."""
    if pod.kind == "Pod":
        return pod.spec.text("restartPolicy") not in ("Never", "OnFailure")
    return pod.kind in LASTING


def probed(container: PodContainer, probe: str) -> bool:
    """Tell whether a container has this probe; an empty one is none."""
    said = container.node.get(probe)
    return container.node.has(probe) and not (isinstance(said, Mapping) and not said)


def claims_for_one_node(pod: Pod) -> bool:
    """Tell whether a pod mounts a claim that, as far as the set says, only one node may have."""
    resource = pod.resource
    for volume in pod.volumes.values():
        claim = volume.mapping("persistentVolumeClaim")
        if claim:
            beside = resource.set.beside(resource, "PersistentVolumeClaim") if resource.set is not None else []
            found = [other.spec.texts("accessModes") for other in beside if other.name == claim.text("claimName")]
            if not any("ReadWriteMany" in modes or "ReadOnlyMany" in modes for modes in found):
                return True
    return False
