"""An Ingress makes a Service reachable from outside.

Why: this is an inventory: it says which Services of the cluster the world can talk to.
Instead: check that each of them is meant to be reachable, and ask for a login where not everybody is.
Flags: the first backend of an Ingress that names a class, if the Service is in the same namespace of the set.
Not flagged: an Ingress without a class; Services that are not among the files; single files.
See: https://kubernetes.io/docs/concepts/services-networking/ingress/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.backends import backends
from hullmark_kubernetes.ingresses import ingress_class
from hullmark_kubernetes.tree import Resource


@rule(
    EXPOSURE, INFO, on=Resource, when=("Ingress",), profile=ALL, peers="kics:Ingress-controller-exposes-workload"
)
def check(ingress: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name of the Service."""
    if ingress.set is None or not ingress_class(ingress):
        return
    services = {service.name for service in ingress.set.beside(ingress, "Service")}
    for name, _, _ in backends(ingress):
        if name in services:
            yield Problem(name, f"{ingress.called} makes Service {name} reachable from outside")
            return
