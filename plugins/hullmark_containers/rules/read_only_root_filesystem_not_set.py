"""The root file system of the container is writable.

Why: whoever gets to run code in the container can put programs into its file system and replace the application's own;
with a read-only one an attack leaves no trace that outlasts the process, and neither does a forgotten temporary file.
Instead: ``securityContext: {readOnlyRootFilesystem: true}`` with an emptyDir for each directory that the program writes
to; ``read_only: true`` with tmpfs in a service.
Flags: a container whose root file system is not read-only; one for debugging only as information.
Not flagged: privileged services, and those that another file goes on with; Windows, which has no such switch.
See: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    PRIVILEGES,
    {"": WARNING, "compose": INFO},
    on=Container,
    not_in=("dockerfile",),
    profile=STRICT,
    peers=(
        "checkov:CKV_K8S_22 trivy:KSV-0014 kics:Root-container-not-mounted-as-read-only"
        " kubelinter:no-read-only-root-fs kubescore:container-security-context-readonlyrootfilesystem"
        " polaris:notReadOnlyRootFilesystem kubesec:ReadOnlyRootFilesystem kubescape:C-0017 kubescape:C-0211"
        " semgrep:writable-filesystem-container nsa:immutable-container-file-systems"
        " semgrep:writable-filesystem-service compose-lint:CL-0007 codepathfinder:COMPOSE-SEC-006 dockerbench:5.13"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the value, or the place where it belongs."""
    security = container.security
    if security is None or container.role == "service" and security.privileged == "true":
        return
    said = security.read_only_root
    if said is None or said.known and said != "true":
        at = said if said is not None else security
        severity = INFO if container.role == "ephemeral" else None
        yield Problem(at, "the root file system of the container is writable", severity=severity)
