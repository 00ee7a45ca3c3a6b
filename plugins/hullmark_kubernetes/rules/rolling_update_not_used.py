"""Pods are not replaced one after the other.

Why: Recreate ends all pods before the first new one starts, so each update is an outage; with OnDelete pods stay as
they were until somebody deletes them.
Instead: ``strategy: {type: RollingUpdate}``, ``updateStrategy: {type: RollingUpdate}``, or leave it out.
Flags: Recreate in a Deployment or DeploymentConfig, Custom in the latter, OnDelete in a DaemonSet or StatefulSet. With
``replicas: 1`` only in the profile all.
Not flagged: no strategy; Recreate of pods with a volume that only one node may have.
See: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.scaling import replicas_of
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.workloads import claims_for_one_node


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=("Deployment", "DeploymentConfig", "DaemonSet", "StatefulSet"),
    profile=STRICT,
    peers="kubelinter:no-rolling-update-strategy kubescore:deployment-strategy kubescape:C-0305",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the strategy."""
    field = "strategy" if resource.kind.startswith("Deployment") else "updateStrategy"
    strategy = resource.spec.mapping(field).text("type")
    if strategy not in ("Recreate", "OnDelete", "Custom"):
        return
    if strategy == "Recreate" and resource.pod is not None and claims_for_one_node(resource.pod):
        return
    then = "new pods start only where old ones are deleted" if strategy == "OnDelete" else "each update is an outage"
    single = replicas_of(resource) == 1
    yield Problem(strategy, f"the strategy is {strategy}; {then}", profile=ALL if single else DEFAULT)
