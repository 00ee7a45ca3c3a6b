"""A setting of the kernel is changed that may concern the whole host.

Why: settings that do not belong to a namespace change for every container on the host, and others weaken the network
stack; a kubelet refuses them unless it was told to allow them, so the pod never starts.
Instead: leave the setting out, or make it where the host is set up; those that are safe are kernel.shm_rmid_forced and
net.ipv4. with ip_local_port_range, ip_local_reserved_ports, ip_unprivileged_port_start, ping_group_range,
tcp_syncookies, tcp_keepalive_time, tcp_keepalive_intvl, tcp_keepalive_probes, tcp_fin_timeout, tcp_rmem, tcp_wmem.
Flags: any other setting that a pod makes, with dots or slashes; of a service, or of all containers of an engine, those
of kernel., vm. and fs. that belong to no namespace, and route_localnet.
Not flagged: the safe ones; names with placeholders.
See: https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Workload
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

_SAFE = frozenset(("kernel.shm_rmid_forced", *(f"net.ipv4.{name}" for name in (
    "ip_local_port_range", "ip_local_reserved_ports", "ip_unprivileged_port_start", "ping_group_range",
    "tcp_syncookies", "tcp_keepalive_time", "tcp_keepalive_intvl", "tcp_keepalive_probes", "tcp_fin_timeout",
    "tcp_rmem", "tcp_wmem",
))))
#: What an engine refuses, or changes for everybody; all others it sets in the container's namespaces.
_OF_THE_HOST = pattern(
    r"kernel\.(?!shm|msg|sem$).*|vm\..*|fs\.(?!mqueue\.).*|net\.ipv4\.conf\.[^.]+\.route_localnet"
)
#: Workloads of engines that refuse nothing.
_LENIENT = ("service", "development", "default")


@rule(
    PRIVILEGES,
    WARNING,
    on=Workload,
    peers=(
        "kubelinter:unsafe-sysctls trivy:KSV-0026 kics:Cluster-allows-unsafe-sysctls kubescape:C-0211"
        " pss:baseline/sysctls"
    ),
)
def check(workload: Workload, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    for name, _ in workload.sysctls:
        plain = name.replace("/", ".")
        if name.known and plain not in _SAFE and (workload.kind not in _LENIENT or _OF_THE_HOST.fullmatch(plain)):
            yield Problem(name, f"{name} is no safe setting; it may change the host or be refused")
