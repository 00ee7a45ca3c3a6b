"""The kernel's files in /proc are not masked.

Why: runtimes hide files such as /proc/kcore and /proc/sysrq-trigger and make others read-only, since they show or
change the host. Without that a process with some rights reads the kernel's memory or restarts the machine.
Instead: leave ``procMount`` out, or say Default.
Flags: ``procMount: Unmasked``, in any case, and ``systempaths=unconfined`` of a service. Only as information in a user
namespace of its own, where containers that run containers need it.
Not flagged: Default; nothing.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    PRIVILEGES,
    WARNING,
    on=Container,
    not_in=("dockerfile",),
    peers=(
        "kubelinter:unsafe-proc-mount polaris:procMount trivy:KSV-0027 kubescape:C-0211"
        " pss:baseline/proc-mount-type"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    mount = container.security.proc_mount if container.security is not None else None
    if mount is not None and mount.lower() == "unmasked":
        nested = container.workload is not None and container.workload.host_users == "false"
        message = "the container sees the kernel's files in /proc that are hidden from others"
        yield Problem(mount, message, severity=INFO if nested else None)
