"""A pod with volumes does not say which group owns their files.

Why: the files of a new volume belong to root; a program that runs as another account cannot write to it, and somebody
helps out with an init container that runs as root.
Instead: ``fsGroup`` in the security context of the pod, with the group that the program runs with.
Flags: a pod without ``fsGroup`` that has a volume of a claim, a driver or a cloud's disk.
Not flagged: volumes for which it does nothing or that are writable anyway: configMap, secret, projected, downwardAPI,
emptyDir, image, hostPath and nfs; Windows.
See: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Pod

#: Keys of volumes that are no types, and types for which the group means nothing.
_OTHERS = frozenset((
    "name", "configMap", "secret", "projected", "downwardAPI", "emptyDir", "image", "hostPath", "nfs", "gitRepo",
))


@rule(
    USERS,
    INFO,
    on=Pod,
    profile=ALL,
    peers="kubescape:C-0211",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the place where the group belongs."""
    if pod.windows or pod.security.has("fsGroup"):
        return
    claims = pod.resource.spec.mappings("volumeClaimTemplates")
    if claims or any(_owned(volume) for volume in pod.spec.mappings("volumes")):
        message = f"the pod of {pod.called} leaves its volumes to root; fsGroup is missing"
        yield Problem(pod.at("securityContext"), message)


def _owned(volume: Mapping) -> bool:
    """Tell whether the group owns the files of a volume."""
    return any(key.value not in _OTHERS for key, _ in volume)
