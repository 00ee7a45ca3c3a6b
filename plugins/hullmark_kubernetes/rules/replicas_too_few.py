"""A workload runs as a single pod.

Why: while that one pod is moved, updated or restarted, nothing answers.
Instead: ``replicas: 2`` with a PodDisruptionBudget, or a HorizontalPodAutoscaler with ``minReplicas: 2``.
Flags: ``replicas`` below 2, or missing, of a Deployment, StatefulSet, ReplicaSet or DeploymentConfig to whose pods a
Service of the set leads. In the profile all also of what none leads to, and missing in what seems to be a patch.
Not flagged: ``replicas: 0``; what an autoscaler counts; programs that elect a leader; pods with a volume that only one
node may have.
Options: ``minimum`` is the number that is enough.
See: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.scaling import autoscaler_of
from hullmark_kubernetes.scaling import replicas_of
from hullmark_kubernetes.services import services_of
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.workloads import REPLICATED
from hullmark_kubernetes.workloads import claims_for_one_node


class Options(NamedTuple):
    """Options of the rule."""

    minimum: int = 2


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=REPLICATED,
    profile=STRICT,
    options=Options,
    peers="kubelinter:minimum-three-replicas kubescore:deployment-replicas polaris:deploymentMissingReplicas",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the number, or the place where it belongs."""
    said = resource.spec.scalar("replicas")
    count = replicas_of(resource) if said is not None else 1
    if not count or count >= context.options.minimum or autoscaler_of(resource) is not None:
        return
    pod = resource.pod
    if pod is not None and (claims_for_one_node(pod) or _elects(pod)):
        return
    sure = pod is not None and services_of(pod) and (said is not None or not resource.partial)
    message = f"{resource.called} runs as {count} pod{'s' if count > 1 else ''}; requests fail while one is replaced"
    yield Problem(said or resource.at("spec"), message, profile=DEFAULT if sure else ALL)


def _elects(pod: Pod) -> bool:
    """Tell whether a program of the pod is told to elect a leader, so that further pods only wait."""
    return any("leader-elect" in word for container in pod.main for word in container.words)
