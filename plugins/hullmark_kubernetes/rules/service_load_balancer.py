"""A Service asks for a public load balancer.

Why: the cloud gives it an address of its own on the internet, past the Ingress with its TLS, limits and logs.
Instead: a Service of type ClusterIP behind an Ingress or a Gateway; or the annotation of your cloud for an internal
load balancer, ``networking.gke.io/load-balancer-type: Internal``; or ``loadBalancerSourceRanges``.
Flags: ``type: LoadBalancer`` without an annotation that gives it a private address.
Not flagged: internal load balancers of the known clouds; source ranges that are not all of the internet; the class
tailscale, and further ones of the option.
Options: ``internal_classes`` lists the values of ``loadBalancerClass`` that stand for a private network.
See: https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.exposure import internal
from hullmark_kubernetes.services import type_of
from hullmark_kubernetes.tree import Resource


class Options(NamedTuple):
    """Options of the rule."""

    internal_classes: tuple[str, ...] = ()


@rule(
    EXPOSURE,
    INFO,
    on=Resource,
    when=("Service",),
    profile=STRICT,
    options=Options,
    peers="kubelinter:exposed-services kics:Service-with-external-load-balancer kubescape:C-0256",
)
def check(service: Resource, context: Context) -> Iterator[Problem]:
    """Flag the type."""
    if type_of(service) != "loadbalancer" or internal(service):
        return
    ranges = service.spec.texts("loadBalancerSourceRanges")
    if ranges and not any(span.endswith("/0") for span in ranges):
        return
    if service.spec.text("loadBalancerClass") not in context.options.internal_classes:
        yield Problem(service.spec.text("type"), f"{service.called} gets a public load balancer")
