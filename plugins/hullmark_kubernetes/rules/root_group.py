"""A process belongs to the group of root.

Why: the group 0 may read and often write what root owns: files of the image, and those of volumes and of the node
that the container mounts.
Instead: another number: ``runAsGroup: 10001``, ``fsGroup: 10001``.
Flags: 0 as ``runAsGroup`` of a pod or a container, as ``fsGroup``, or among ``supplementalGroups``.
Not flagged: no number, which low-group-id reports; images for OpenShift, which are built to run with the group 0: a
DeploymentConfig, or a SecurityContextConstraints among the files that are applied together.
See: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.securitycontexts import assigned_by_openshift
from hullmark_kubernetes.securitycontexts import settings
from hullmark_kubernetes.tree import Pod


@rule(
    USERS,
    INFO,
    on=Pod,
    profile=STRICT,
    peers="trivy:KSV-0116 kubescape:C-0013 kubescape:C-0211 kubelinter:run-as-non-root",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the number."""
    if assigned_by_openshift(pod):
        return
    security = pod.security
    groups = [value.text for value, _ in settings(pod, "runAsGroup")]
    named = security.text("fsGroup")
    for group in (*groups, *security.texts("supplementalGroups"), *([named] if named is not None else ())):
        if group == "0":
            yield Problem(group, "the process belongs to the group 0, which is root's")
