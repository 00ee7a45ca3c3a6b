"""A Service opens a port on every node.

Why: whoever reaches any node reaches the pods, past the Ingress and its TLS; the port is open on all nodes, those that
run no such pod too, and two Services cannot ask for the same one.
Instead: a Service of type ClusterIP behind an Ingress or a Gateway.
Flags: ``type: NodePort``; a fixed ``nodePort`` in a Service of type LoadBalancer.
Not flagged: a Service behind an Ingress of a controller that goes by way of the nodes (alb without ``target-type: ip``,
gce); files for clusters on one machine, in a folder called kind or minikube.
See: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.exposure import ingresses_to
from hullmark_kubernetes.ingresses import ingress_class
from hullmark_kubernetes.services import ports_of
from hullmark_kubernetes.services import type_of
from hullmark_kubernetes.tree import Resource

_TARGET = "alb.ingress.kubernetes.io/target-type"


@rule(
    EXPOSURE,
    INFO,
    on=Resource,
    when=("Service",),
    profile=STRICT,
    peers="kubelinter:exposed-services kubescore:service-type kics:Service-type-is-NodePort kubescape:C-0256",
)
def check(service: Resource, context: Context) -> Iterator[Problem]:
    """Flag the type, or the port."""
    kind = type_of(service)
    if kind not in ("nodeport", "loadbalancer") or {"kind", "minikube"}.intersection(service.document.path.split("/")):
        return
    numbers = (port.text("nodePort") for port in ports_of(service))
    fixed = next((number for number in numbers if number not in (None, "0")), None)
    if kind == "nodeport" and not any(_by_nodes(ingress) for ingress in ingresses_to(service)):
        which = f"port {fixed}" if fixed is not None and fixed.known else "a port"
        yield Problem(service.spec.text("type"), f"{service.called} opens {which} on every node")
    elif kind == "loadbalancer" and fixed is not None and fixed.known:
        yield Problem(fixed, f"{service.called} opens port {fixed} on every node")


def _by_nodes(ingress: Resource) -> bool:
    """Tell whether the controller of an Ingress reaches pods by ports of the nodes."""
    kind = ingress_class(ingress)
    return kind == "gce" or kind == "alb" and ingress.annotations.text(_TARGET) != "ip"
