"""The container shares the inter-process communication of its host.

Why: it reads and writes the shared memory, the queues and the semaphores of the processes there, which trust whatever
they find in them.
Instead: take out the switch; the containers of one pod share theirs anyway, and a larger /dev/shm is an emptyDir with
``medium: Memory``.
Flags: ``hostIPC: true`` of a pod, ``ipc: host`` of a service.
Not flagged: false.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Workload
from hullmark.plugin import ERROR
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    PRIVILEGES,
    {"": ERROR, "compose": WARNING},
    on=Workload,
    peers=(
        "checkov:CKV_K8S_18 trivy:KSV-0008 kics:Shared-host-IPC-namespace kubelinter:host-ipc polaris:hostIPCSet"
        " kubesec:HostIPC kubescape:C-0038 kubescape:C-0276 semgrep:hostipc-pod pss:baseline/host-namespaces"
        " cis:5.2.4 nsa:pod-security-enforcement compose-lint:CL-0010 codepathfinder:COMPOSE-SEC-010"
        " dockerbench:5.17"
    ),
)
def check(workload: Workload, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if workload.host_ipc == "true":
        yield Problem(workload.host_ipc, "the container shares memory and queues with all processes of the host")
