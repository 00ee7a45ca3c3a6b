"""A Windows pod has no account of a domain.

Why: without one the pod cannot speak to file shares and databases that ask Active Directory, and somebody puts a
password into the image.
Instead: ``windowsOptions: {gmsaCredentialSpecName: ...}`` in a cluster that belongs to a domain.
Flags: a pod for Windows where neither it nor a container names a credential spec, by name or in full.
Not flagged: pods for Linux. Off by default: few clusters belong to a domain.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod

_KEYS = ("gmsaCredentialSpecName", "gmsaCredentialSpec")


@rule(
    USERS,
    INFO,
    on=Pod,
    profile=ALL,
    peers="kubescape:C-0211",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the place where the name belongs."""
    contexts = (pod.security, *(container.security for container in pod.containers)) if pod.windows else ()
    if contexts and not any(security.mapping("windowsOptions").has(key) for security in contexts for key in _KEYS):
        at = pod.at("securityContext", "windowsOptions")
        yield Problem(at, f"the Windows pod of {pod.called} has no account of a domain")
