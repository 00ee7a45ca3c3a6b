"""A container that ends is not started again.

Why: after a crash, or a short lack of memory, the program stays away until somebody notices.
Instead: ``restartPolicy: Always``, which is the default of a pod, or a Deployment that looks after its pods.
Flags: a pod that stands alone, or one of a controller, which refuses it, that is never restarted.
Not flagged: Jobs, which start another pod themselves; a policy that is filled in later. Many such pods are to run once,
so this rule is off by default.
See: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Workload
from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
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
    profile=ALL,
    peers="kjaniec-compose-lint:restart-policy kubelinter:restart-policy",
)
def check(workload: Workload, context: Context) -> Iterator[Problem]:
    """Flag the policy."""
    if workload.kind in _LASTING and workload.restart == "Never":
        yield Problem(workload.restart, "containers that end are not started again")
