"""SELinux is told to give a container another type, user or role.

Why: the type decides what the process may touch. container_t and its like are kept in their container; others, spc_t
above all, are kept in nothing.
Instead: leave type, user and role out; a ``level`` of its own keeps pods apart from each other.
Flags: ``seLinuxOptions`` of a pod or a container with a user, a role, or a type other than container_t,
container_init_t, container_kvm_t and container_engine_t.
Not flagged: only a level; storage agents need spc_t: silence the finding there with a reason.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod

_TYPES = ("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t")


@rule(
    PRIVILEGES,
    WARNING,
    on=Pod,
    peers="trivy:KSV-0025 pss:baseline/selinux",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the values."""
    for security in (pod.security, *(container.security for container in pod.containers)):
        options = security.mapping("seLinuxOptions")
        for field in ("type", "user", "role") if options else ():
            value = options.text(field)
            if value and value.known and not (field == "type" and value in _TYPES):
                yield Problem(value, f"SELinux gives the process the {field} {value}")
