"""User accounts of the container are those of the host.

Why: root in the container is root on the host, only held back by other means. With a user namespace it is nobody there,
and a process that breaks out finds itself without rights.
Instead: ``hostUsers: false`` on a cluster of Kubernetes 1.33 or later.
Flags: a pod that does not say ``hostUsers: false``, or a container that is put into the host's namespace,
``userns_mode: host`` of a service.
Not flagged: pods that share the host's network, processes or communication, which cannot have a user namespace; pods
with an NFS volume, whose accounts cannot be mapped; Windows.
See: https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Workload
from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    PRIVILEGES,
    INFO,
    on=Workload,
    profile=ALL,
    peers="kubesec:HostUsers kics:shared-host-user-namespace dockerbench:5.31",
)
def check(workload: Workload, context: Context) -> Iterator[Problem]:
    """Flag the value, or the place where it belongs."""
    users = workload.host_users
    if users is None or users == "false" or not users.known:
        return
    if workload.kind == "service" or "true" not in (workload.host_network, workload.host_pid, workload.host_ipc):
        yield Problem(users, "user accounts are those of the host; root in the container is root there")
