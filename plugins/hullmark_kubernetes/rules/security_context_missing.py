"""A pod or a container has no security context.

Why: everything then is as the image, the node and the cluster happen to have it: account, groups, capabilities,
system calls.
Instead: ``securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}`` for the pod and
``{allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}`` for each container.
Flags: a container without one, or with an empty one; a pod without one of which some container has none either.
Not flagged: a pod without one where each container has its own. The rules on single fields say more, so this one is off
by default.
See: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer


@rule(
    PRIVILEGES,
    INFO,
    on=Pod,
    profile=ALL,
    peers=(
        "checkov:CKV_K8S_29 checkov:CKV_K8S_30 trivy:KSV-0118"
        " kics:Pod-or-container-without-security-context kubescore:container-security-context-user-group-id"
        " kubescape:C-0211 cis:5.7.3"
    ),
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the grips."""
    bare = [container for container in pod.containers if container.role != "ephemeral" and _bare(container)]
    if bare and not pod.security and pod.spec.scalar("securityContext") is None:
        yield Problem(pod.at("securityContext"), f"the pod of {pod.called} has no security context")
    for container in bare:
        yield Problem(container.at("securityContext"), f"{container.called} has no security context")


def _bare(container: PodContainer) -> bool:
    """Tell whether a container has no security context, or an empty one; a placeholder may stand for any."""
    return not container.security and container.node.scalar("securityContext") is None
