"""A Windows container runs as an administrator.

Why: whoever takes over the process may change everything in the container, and has the most to try against its host.
Instead: ``runAsUserName: ContainerUser``, or an account that the image creates.
Flags: ``windowsOptions.runAsUserName`` ContainerAdministrator or NT AUTHORITY\\SYSTEM, of a container or its pod.
Not flagged: host processes (windows-host-process), which need such an account. What USER of a Dockerfile says is told
by runs-as-root.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.securitycontexts import settings
from hullmark_kubernetes.tree import Pod

_ADMINISTRATORS = ("containeradministrator", "nt authority\\system", "system", "localsystem")


@rule(USERS, WARNING, on=Pod)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if any(value.boolean is True for value, _ in settings(pod, "windowsOptions", "hostProcess")):
        return
    for value, _ in settings(pod, "windowsOptions", "runAsUserName"):
        if value.text.lower() in _ADMINISTRATORS:
            yield Problem(value, f"the process runs as {value.text}, with all rights; ContainerUser has few")
