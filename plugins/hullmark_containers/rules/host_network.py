"""The container shares the network of its host.

Why: it listens on the host's addresses, reaches what only listens on localhost there, sees the traffic of all others
and passes by network policies; its ports clash with those of the host.
Instead: take out the switch and publish the ports: a Service in a cluster, ``ports`` of a service.
Flags: ``hostNetwork: true`` of a pod; ``network_mode: host`` of a service, or the network ``host`` among its networks.
Not flagged: false; agents of the node need it: silence the finding there with a reason.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Workload
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    PRIVILEGES,
    WARNING,
    on=Workload,
    peers=(
        "checkov:CKV_K8S_19 trivy:KSV-0009 kics:Shared-host-network-namespace kubelinter:host-network"
        " polaris:hostNetworkSet kubesec:HostNetwork kubescape:C-0041 semgrep:hostnetwork-pod"
        " pss:baseline/host-namespaces cis:5.2.5 nsa:pod-security-enforcement compose-lint:CL-0008"
        " composelint:no-host-network codepathfinder:COMPOSE-SEC-007 dockerbench:5.10"
    ),
)
def check(workload: Workload, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if workload.host_network == "true":
        yield Problem(workload.host_network, "the network is the host's, with all of its traffic and local services")
