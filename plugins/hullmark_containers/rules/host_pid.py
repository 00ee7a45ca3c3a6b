"""The container sees the processes of its host.

Why: it reads the environment and the files of every process there, credentials included, and root in the container may
end them or, with SYS_PTRACE, change them.
Instead: take out the switch; containers of one pod see each other's processes with ``shareProcessNamespace: true``.
Flags: ``hostPID: true`` of a pod, ``pid: host`` of a service.
Not flagged: false; agents that observe the node need it: silence the finding there with a reason.
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
        "checkov:CKV_K8S_17 trivy:KSV-0010 kics:Shared-host-PID-namespace kubelinter:host-pid polaris:hostPIDSet"
        " kubesec:HostPID kubescape:C-0038 kubescape:C-0275 semgrep:hostpid-pod pss:baseline/host-namespaces"
        " cis:5.2.3 nsa:pod-security-enforcement kics:host-namespace-is-shared compose-lint:CL-0010"
        " codepathfinder:COMPOSE-SEC-009 dockerbench:5.16"
    ),
)
def check(workload: Workload, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if workload.host_pid == "true":
        yield Problem(workload.host_pid, "the container sees all processes of the host and their environment")
