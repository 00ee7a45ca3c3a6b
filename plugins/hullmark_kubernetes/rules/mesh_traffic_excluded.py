"""Traffic goes around the sidecar of a service mesh.

Why: on these ports, or to these networks, nothing encrypts and nobody is told apart, though the pod looks as if it were
in the mesh; policies of the mesh do not hold there.
Instead: leave the annotation out. For a protocol in which the server speaks first name the port as opaque, or TCP:
``config.linkerd.io/opaque-ports``, or ``tcp-`` in front of the name of the port.
Flags: on a template of pods or a Namespace ``excludeInboundPorts``, ``excludeOutboundPorts`` and
``excludeOutboundIPRanges`` of Istio, ``skip-inbound-ports``, ``skip-outbound-ports``, ``skip-subnets`` and
``disable-identity`` of Linkerd, and what is like them of Kuma and Consul.
Not flagged: ports of protocols that have TLS themselves, such as 443, 6443 and 9443, and 4222 of a NATS that is started
with it; networks of one machine or link, such as the metadata of a cloud; placeholders.
See: https://istio.io/latest/docs/reference/config/annotations/#SidecarTrafficExcludeInboundPorts
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.sidecars import around_sidecar
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource

_IDENTITY = "config.linkerd.io/disable-identity"


@rule(ENCRYPTION, WARNING, on=(Pod, Resource), when={Resource: ("Namespace",)}, profile=STRICT)
def check(fact: Pod | Resource, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    annotations = fact.annotations
    if not annotations:
        return
    for key, value, items in around_sidecar(fact):
        name = key.rpartition("/")[2]
        shown = ", ".join(items[:3]) + (" and more" if len(items) > 3 else "")
        yield Problem(value, f"{name} leads {shown[:50]} around the sidecar, without its TLS")
    identity = annotations.text(_IDENTITY)
    if identity is not None and identity.lower() == "true":
        yield Problem(identity, "disable-identity: the proxy has no certificate, and sends in clear text")
