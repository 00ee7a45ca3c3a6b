"""runAsNonRoot is set to false.

Why: it says that root is welcome, and in a container it takes back what the pod demands.
Instead: ``runAsNonRoot: true``, with ``runAsUser`` where the image names its account only by name.
Flags: ``runAsNonRoot: false`` of a pod or of a container; as information where the account is another than root.
Not flagged: a pod's value that each container replaces; Windows.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.securitycontexts import settings
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer


@rule(
    USERS,
    WARNING,
    on=Pod,
    profile=STRICT,
    peers=(
        "semgrep:run-as-non-root-unsafe-value checkov:CKV_K8S_23 pss:restricted/running-as-non-root"
    ),
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the value."""
    if pod.windows:
        return
    for value, containers in settings(pod, "runAsNonRoot"):
        if value.boolean is False:
            severity = INFO if containers and not any(map(_may_be_root, containers)) else None
            message = "runAsNonRoot is false: nothing keeps the container from running as root"
            yield Problem(value, message, severity=severity)


def _may_be_root(container: PodContainer) -> bool:
    """Tell whether a container names no account above 0."""
    user = container.effective_scalar("runAsUser")
    return user is None or not user.number
