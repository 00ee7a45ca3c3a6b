"""A container that ends is not started again.

Why: after a crash, or a short lack of memory, the program stays away until somebody notices.
Instead: ``restartPolicy: Always``, which is the default of a pod, or a Deployment that looks after its pods; in a
Compose file ``restart: unless-stopped``, in a unit of Podman's ``Restart=always`` under ``[Service]``.
Flags: in the profile all a pod that stands alone, or one of a controller, which refuses it, that is never restarted,
for many such pods are to run once; a service without policy that publishes ports, that others wait for, or that keeps
data.
Not flagged: Jobs, which start another pod themselves; services that are to run to their end, or that say ``no``;
fragments, and what another file may say; a policy that is filled in later.
See: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Workload
from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

_LASTING = (
    "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "DeploymentConfig",
)


@rule(
    RESILIENCE,
    INFO,
    on=Workload,
    profile=STRICT,
    peers="kjaniec-compose-lint:restart-policy kubelinter:restart-policy",
)
def check(workload: Workload, context: Context) -> Iterator[Problem]:
    """Flag the policy."""
    if workload.kind in _LASTING and workload.restart == "Never":
        yield Problem(workload.restart, "containers that end are not started again", profile=ALL)
    elif workload.serves and workload.restart is None and workload.kind == "service":
        yield Problem(workload, "the service is not started again when it ends")
