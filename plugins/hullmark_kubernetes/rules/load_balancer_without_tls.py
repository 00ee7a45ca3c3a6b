"""A load balancer passes unencrypted HTTP from the internet to pods.

Why: passwords and cookies can be read and changed on the way; browsers warn of the page.
Instead: let an Ingress or a Gateway end TLS, or give the load balancer a certificate, on AWS with
``service.beta.kubernetes.io/aws-load-balancer-ssl-cert``.
Flags: a Service of type LoadBalancer that only has ports for HTTP (80, 8080 and the like, or ``appProtocol: http``)
and no annotation with a certificate; one for AWS on port 443 whose annotations name none. Internal load balancers
count as information.
Not flagged: 80 beside 443, as in front of an Ingress controller, which ends TLS; ports of other protocols.
See: https://kubernetes.io/docs/concepts/services-networking/service/#ssl-support-on-aws
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.exposure import internal
from hullmark_kubernetes.services import ports_of
from hullmark_kubernetes.services import type_of
from hullmark_kubernetes.tree import Resource

_AWS = "service.beta.kubernetes.io/aws-load-balancer-"
_AWS_CERTIFICATE = f"{_AWS}ssl-cert"
#: Annotations that name a certificate, or a policy that holds one.
_CERTIFICATES = (
    _AWS_CERTIFICATE, f"{_AWS}ssl-ports", "beta.cloud.google.com/backend-config", "cloud.google.com/backend-config",
    "load-balancer.hetzner.cloud/http-certificates", "load-balancer.hetzner.cloud/http-managed-certificate",
    "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-cert-id",
    "service.beta.kubernetes.io/azure-load-balancer-tls", "service.beta.kubernetes.io/do-loadbalancer-certificate-id",
    "service.beta.kubernetes.io/do-loadbalancer-tls-", "service.beta.kubernetes.io/oci-load-balancer-ssl-ports",
    "service.beta.kubernetes.io/oci-load-balancer-tls-secret",
    "service.beta.kubernetes.io/scw-loadbalancer-certificate",
)
#: Ports on which plain HTTP is the custom.
_HTTP = ("80", "8000", "8008", "8080", "8888", "9090", "9200", "15672")


@rule(
    ENCRYPTION,
    WARNING,
    on=Resource,
    when=("Service",),
    profile=STRICT,
    peers="kubescape:C-0231 kubescape:C-0245",
)
def check(service: Resource, context: Context) -> Iterator[Problem]:
    """Flag the type."""
    if type_of(service) != "loadbalancer":
        return
    ports = ports_of(service)
    names = [key.value for key, _ in service.annotations]
    numbers = {str(port.text("port")) for port in ports}
    if ports and all(_plain(port) for port in ports):
        wrong = not any(name.startswith(_CERTIFICATES) for name in names)
        then = f"passes unencrypted HTTP on port {ports[0].text('port')}"
    else:
        aws = any(name.startswith(_AWS) for name in names)
        wrong = aws and "443" in numbers and "80" not in numbers and _AWS_CERTIFICATE not in names
        then = "names no certificate for port 443"
    if wrong:
        severity = INFO if internal(service) else None
        yield Problem(service.spec.text("type"), f"the load balancer of {service.called} {then}", severity=severity)


def _plain(port: Mapping) -> bool:
    """Tell whether a port is for HTTP without TLS."""
    protocol = port.text("appProtocol")
    if protocol is not None:
        return protocol.lower() in ("http", "kubernetes.io/h2c", "kubernetes.io/ws")
    return port.text("port") in _HTTP and port.text("protocol") in (None, "TCP")
