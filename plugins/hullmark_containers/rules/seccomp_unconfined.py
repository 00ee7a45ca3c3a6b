"""System calls of the container are not filtered.

Why: the runtime's usual profile refuses some fifty system calls that ordinary programs never make and attacks on the
kernel need; Unconfined lets them all through.
Instead: ``seccompProfile: {type: RuntimeDefault}``, or Localhost with a profile of your own.
Flags: the profile Unconfined, of a container or taken over from its pod, also in the annotations that the field has
replaced; ``seccomp=unconfined`` or ``seccomp:unconfined`` of a service. As information a container for development
with SYS_PTRACE, which is how debuggers are set up.
Not flagged: privileged containers, which are not confined anyway; a pod's value that each container replaces; other
profiles; none, which seccomp-not-set reports.
See: https://kubernetes.io/docs/tutorials/security/seccomp/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    PRIVILEGES,
    WARNING,
    on=Container,
    not_in=("dockerfile",),
    peers=(
        "trivy:KSV-0104 kubesec:SeccompUnconfined semgrep:seccomp-confinement-disabled pss:baseline/seccomp"
        " checkov:CKV_K8S_31 kics:default-seccomp-profile-disabled compose-lint:CL-0009"
        " codepathfinder:COMPOSE-SEC-003 dockerbench:5.22 dockerbench:2.17"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    security = container.security
    if security is None or security.seccomp is None or security.privileged == "true":
        return
    if security.seccomp.lower() == "unconfined":
        workload = container.workload
        debugged = workload is not None and workload.kind == "development" and "SYS_PTRACE" in security.added
        message = "no system call is kept from the container; seccomp is off"
        yield Problem(security.seccomp, message, severity=INFO if debugged else None)
