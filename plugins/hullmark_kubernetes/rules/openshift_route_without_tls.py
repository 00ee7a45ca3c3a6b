"""A Route of OpenShift serves a host without TLS.

Why: whoever sits between a user and the router reads passwords and cookies and changes what is sent, unnoticed.
Instead: ``tls: {termination: edge, insecureEdgeTerminationPolicy: Redirect}``; the router has a certificate.
Flags: no ``tls``, and ``insecureEdgeTerminationPolicy: Allow``, which serves plain HTTP beside it.
Not flagged: the policies Redirect and None; hosts that only exist in the cluster or on one machine; Routes for a router
of a private network, by their labels.
See: https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/ingress_and_load_balancing/routes
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_kubernetes.ingresses import LOCAL
from hullmark_kubernetes.tree import Resource

_PRIVATE = ("internal", "private")


@rule(ENCRYPTION, WARNING, on=Resource, when=("Route",), profile=STRICT)
def check(route: Resource, context: Context) -> Iterator[Problem]:
    """Flag the host, else the object; or the policy."""
    host = route.spec.text("host")
    if route.group != "route.openshift.io" or host is not None and host.endswith(LOCAL):
        return
    labels = (value.value for _, value in route.labels if isinstance(value, Scalar))
    if any(word in label for label in labels for word in _PRIVATE):
        return
    if not route.spec.has("tls"):
        yield Problem(host or route, f"{route.called} is served without TLS; write tls with termination edge")
        return
    policy = route.spec.mapping("tls").text("insecureEdgeTerminationPolicy")
    if policy == "Allow":
        yield Problem(policy, f"{route.called} is served over plain HTTP too; Redirect leads to HTTPS")
