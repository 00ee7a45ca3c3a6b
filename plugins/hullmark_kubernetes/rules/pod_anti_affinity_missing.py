"""The pods of a workload may all run on one node.

Why: several pods are there so that one node may fail; the scheduler is free to put them all on it.
Instead: ``topologySpreadConstraints`` with the key kubernetes.io/hostname, or ``podAntiAffinity``, and a labelSelector
that fits the pods themselves.
Flags: a Deployment, StatefulSet, ReplicaSet or DeploymentConfig with two replicas or more without either of the two, or
whose selector fits other pods only.
Not flagged: machines, zones or regions as the topology; constraints that are filled in later.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.scaling import replicas_of
from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.spreading import anti_affinity
from hullmark_kubernetes.spreading import constraints
from hullmark_kubernetes.spreading import keeps_apart
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.workloads import REPLICATED


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=REPLICATED,
    profile=ALL,
    peers=(
        "kubelinter:no-anti-affinity kubescore:deployment-has-host-podantiaffinity"
        " kubescore:statefulset-has-host-podantiaffinity kics:Deployment-without-podAntiAffinity"
        " kics:StatefulSet-without-podAntiAffinity"
    ),
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the selector that does not fit, or the place where one belongs."""
    pod, count = resource.pod, replicas_of(resource)
    if pod is None or count is None or count < 2 or _filled_in(pod):
        return
    terms = anti_affinity(pod)
    if any(keeps_apart(term, pod) for term in terms + constraints(pod)):
        return
    if terms:
        at = _misses(terms[0], pod) or pod.at("affinity", "podAntiAffinity")
        yield Problem(at, f"the term keeps no pods of {pod.called} apart")
    else:
        yield Problem(pod.at("affinity", "podAntiAffinity"), f"all {count} pods of {pod.called} may run on one node")


def _misses(term: Mapping, pod: Pod) -> Scalar | None:
    """Return what of a term does not hold for the pod: where its selector fits, the namespaces or the topology."""
    selector = term.mapping("labelSelector")
    if selector and selects(selector, pod.labels):
        return term.key("namespaces") or term.scalar("topologyKey")
    return selector.grip("matchLabels") or term.key("labelSelector")


def _filled_in(pod: Pod) -> bool:
    """Tell whether a placeholder stands for the whole of what is looked for."""
    return any(pod.spec.scalar(field) is not None for field in ("affinity", "topologySpreadConstraints"))
