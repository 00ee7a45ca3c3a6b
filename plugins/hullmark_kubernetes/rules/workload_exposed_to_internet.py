"""A workload is reachable from outside of the cluster.

Why: this is an inventory: what can be reached is attacked first, so patch it first and give it the fewest rights.
Instead: check that it is meant to be reachable; what is not needs a Service of type ClusterIP and no route.
Flags: pods that a Service of type NodePort or LoadBalancer selects, or one that an Ingress, a route of a Gateway or a
VirtualService of Istio leads to.
Not flagged: internal load balancers; VirtualServices inside of the mesh; single files.
See: https://kubernetes.io/docs/concepts/services-networking/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.exposure import published
from hullmark_kubernetes.exposure import routes_to
from hullmark_kubernetes.services import services_of
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod


@rule(
    EXPOSURE, INFO, on=Pod, when=POD_KINDS, profile=ALL, peers="kubescape:C-0256 kubescape:C-0266"
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the object's name."""
    for service in services_of(pod):
        by = service if published(service) is not None else next(routes_to(service), None)
        if by is not None:
            yield Problem(pod.resource, f"{pod.called} is reachable from outside by {by.called}")
            return
