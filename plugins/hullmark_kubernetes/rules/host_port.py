"""A container takes a port of its node.

Why: the port is open on the node's own address, past Services and network policies, and no second pod with it fits on
the node, so the scheduler leaves pods waiting.
Instead: drop ``hostPort`` and reach the pods through a Service.
Flags: ``hostPort`` of any container that is not 0.
Not flagged: pods with ``hostNetwork: true``, whose ports are the node's anyway; host-network reports those.
See: https://kubernetes.io/docs/concepts/configuration/overview/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer


@rule(
    EXPOSURE,
    WARNING,
    on=PodContainer,
    peers=(
        "checkov:CKV_K8S_26 trivy:KSV-0024 kics:Workload-host-port-not-specified polaris:hostPortSet kubescape:C-0044"
        " kubescape:C-0204 pss:baseline/host-ports cis:5.2.13"
    ),
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the port."""
    if container.pod.spec.is_true("hostNetwork"):
        return
    for entry in container.node.mappings("ports"):
        port = entry.text("hostPort")
        if port is not None and port != "0":
            yield Problem(port, f"{container.called} takes port {port} of its node")
