"""No SELinux options are named.

Why: the node then labels the process as its runtime sees fit, which is right almost everywhere; only an audit asks for
labels in the manifest.
Instead: ``seLinuxOptions: {level: "s0:c123,c456"}`` where pods must be kept apart by label.
Flags: a container for which neither it nor its pod has ``seLinuxOptions``.
Not flagged: OpenShift, which labels each namespace: a DeploymentConfig, or a SecurityContextConstraints among the files
that are applied together; Windows.
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

from hullmark_kubernetes.securitycontexts import assigned_by_openshift
from hullmark_kubernetes.tree import PodContainer


@rule(
    PRIVILEGES,
    INFO,
    on=PodContainer,
    profile=ALL,
    peers="kubescape:C-0211",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the place where the options belong."""
    pod = container.pod
    if pod.windows or assigned_by_openshift(pod) or container.effective("seLinuxOptions"):
        return
    yield Problem(container.at("securityContext", "seLinuxOptions"), f"{container.called} has no SELinux options")
