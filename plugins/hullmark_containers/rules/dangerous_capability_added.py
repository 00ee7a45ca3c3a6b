"""A capability is added that amounts to root on the host.

Why: whoever breaks into the process mounts the host's disk, loads a kernel module or reads the memory of other
processes; the container is no border any more.
Instead: find the operation that needs it and give a narrower one, or a device; ``drop: [ALL]`` does not take back what
``add`` gives.
Flags: ALL, SYS_ADMIN, SYS_MODULE, SYS_RAWIO, SYS_BOOT, SYS_PTRACE, DAC_READ_SEARCH, BPF, PERFMON, MAC_ADMIN and
MAC_OVERRIDE among the added capabilities, in any case, with CAP_ or without. As
information SYS_PTRACE in a container for development, where a debugger needs it.
Not flagged: NET_ADMIN, SETPCAP and others, which capabilities-added reports; names that are dropped.
See: https://man7.org/linux/man-pages/man7/capabilities.7.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.capabilities import HOST


@rule(
    PRIVILEGES,
    ERROR,
    on=Container,
    not_in=("dockerfile",),
    peers=(
        "checkov:CKV_K8S_39 trivy:KSV-0005 trivy:KSV-0120 kics:Containers-with-sys-admin-capabilities"
        " polaris:dangerousCapabilities kubesec:CapSysAdmin kubescape:C-0046 kubescape:C-0057"
        " kubelinter:privilege-escalation-container kics:container-capabilities-unrestricted compose-lint:CL-0024"
        " composelint:no-cap-add-all codepathfinder:COMPOSE-SEC-008 dockerbench:5.4 dockerbench:C.5.3.2"
        " dockerbench:C.5.3.3"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the capability."""
    workload = container.workload
    debugged = workload is not None and workload.kind == "development" and workload.host_pid != "true"
    for name in container.security.added if container.security is not None else ():
        if name in HOST and name.known:
            severity = INFO if debugged and name == "SYS_PTRACE" else None
            yield Problem(name, f"a process with {name} {HOST[name]}", severity=severity)
