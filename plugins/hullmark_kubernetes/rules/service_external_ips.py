"""A Service takes over addresses that are not the cluster's.

Why: every node sends what is addressed to them to the pods of the Service. Whoever may write a Service can so read the
traffic of others (CVE-2020-8554); the field is off in many clusters.
Instead: a Service of type LoadBalancer, with MetalLB or kube-vip where no cloud gives addresses.
Flags: ``externalIPs`` with an address.
Not flagged: an empty list.
See: https://kubernetes.io/docs/concepts/services-networking/service/#external-ips
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(EXPOSURE, WARNING, on=Resource, when=("Service",), profile=STRICT, peers="trivy:KSV-0108")
def check(service: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    addresses = service.spec.texts("externalIPs")
    if addresses and not service.group:
        message = f"{service.called} takes over what is sent to {', '.join(addresses[:2])}"
        yield Problem(service.at("spec", "externalIPs"), message)
