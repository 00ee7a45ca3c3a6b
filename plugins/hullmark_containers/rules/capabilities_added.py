"""A capability is added to the container.

Why: each one is a part of what root may do on the host: NET_ADMIN rewrites routes and firewalls, SYS_TIME sets the
clock, MKNOD makes devices. A flaw in the program hands them to whoever uses it.
Instead: remove it, or drop ALL and add only what the program fails without; a port below 1024 needs NET_BIND_SERVICE,
which nobody minds.
Flags: each added capability other than NET_BIND_SERVICE. Only as information: IPC_LOCK, which keeps secrets and heaps
from being swapped out, and one of the usual set that is given back after ALL were dropped.
Not flagged: those that amount to root on the host, which dangerous-capability-added reports; in a service the fourteen
that engines give anyway.
Options: ``allowed`` lists the names that may be added; the baseline profile of Kubernetes allows AUDIT_WRITE, CHOWN,
DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID and SYS_CHROOT.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Container
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.capabilities import DEFAULTS
from hullmark_containers.capabilities import HOST


class Options(NamedTuple):
    """Options of the rule."""

    allowed: tuple[str, ...] = ("NET_BIND_SERVICE",)


@rule(
    PRIVILEGES,
    WARNING,
    on=Container,
    not_in=("dockerfile",),
    options=Options,
    peers=(
        "checkov:CKV_K8S_25 trivy:KSV-0022 trivy:KSV-0106 kics:Containers-with-added-capabilities"
        " polaris:dangerousCapabilities kubescape:C-0046 kubescape:C-0200"
        " kubelinter:template/verify-container-capabilities pss:baseline/capabilities pss:restricted/capabilities"
        " cis:5.2.9 kics:container-capabilities-unrestricted compose-lint:CL-0011 compose-lint:CL-0027"
        " compose-lint:CL-0028 compose-lint:CL-0029 compose-lint:CL-0030 codepathfinder:COMPOSE-SEC-008"
        " dockerbench:5.4 dockerbench:C.5.3.1 dockerbench:C.5.3.4"
    ),
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the capability."""
    security = container.security
    if security is None:
        return
    for name in security.added:
        if not name.known or name in HOST or name in context.options.allowed:
            continue
        usual = name in DEFAULTS and name != "NET_RAW"
        if name in DEFAULTS and container.role == "service":
            continue
        harmless = name == "IPC_LOCK" or usual and "ALL" in security.dropped
        yield Problem(
            name,
            f"the container gets the capability {name}",
            severity=INFO if harmless else None,
            profile=STRICT if harmless or usual else DEFAULT,
        )
