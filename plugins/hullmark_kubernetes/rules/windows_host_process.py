"""A Windows container runs as a process of its node.

Why: a HostProcess container has no container around it: it sees the node's files, network and registry, with the rights
of the account that it names, up to SYSTEM.
Instead: take out ``hostProcess``, unless the program administers the node itself.
Flags: ``windowsOptions.hostProcess: true`` of a container or taken over from its pod.
Not flagged: false; network and storage agents need it: silence the finding there with a reason.
See: https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.securitycontexts import settings
from hullmark_kubernetes.tree import Pod


@rule(
    PRIVILEGES,
    WARNING,
    on=Pod,
    peers=(
        "polaris:hostProcess trivy:KSV-0103 kubescape:C-0202 kubescape:C-0211 pss:baseline/hostprocess"
        " cis:5.2.11"
    ),
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    for value, _ in settings(pod, "windowsOptions", "hostProcess"):
        if value.boolean is True:
            yield Problem(value, "hostProcess is true: the process runs on the node itself, in no container")
