"""A probe or a hook is sent to another host.

Why: the kubelet sends it from the node, so whoever writes a pod has the node ask addresses that the pod itself may not
reach: a way around network policies. And the probe says nothing about its own container.
Instead: take ``host`` out; the kubelet then asks the pod.
Flags: ``host`` of httpGet or tcpSocket in a liveness, readiness or startup probe, in postStart and in preStop; as
information localhost in a pod on the node's own network.
Not flagged: an empty host; a header with that name, which is how to ask for a virtual host.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.workloads import PROBES

_PLACES = (
    *((probe,) for probe in PROBES), ("lifecycle", "postStart"), ("lifecycle", "preStop"),
)
_LOCAL = ("127.0.0.1", "localhost", "::1")


@rule(
    PRIVILEGES,
    WARNING,
    on=PodContainer,
    when=("main", "sidecar", "init"),
    profile=STRICT,
    peers="pss:baseline/host-probes",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the host."""
    for place in _PLACES:
        for action in ("httpGet", "tcpSocket"):
            host = container.node.mapping(*place, action).text("host")
            if host:
                local = host in _LOCAL and container.pod.spec.is_true("hostNetwork")
                message = f"{place[-1]} of {container.called} asks the host {host}, from the node"
                yield Problem(host, message, severity=INFO if local else None)
