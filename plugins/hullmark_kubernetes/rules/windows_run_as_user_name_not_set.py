"""A Windows container does not say as which account it runs.

Why: the image then decides, and many images run as ContainerAdministrator, which may do everything in the container.
Instead: ``windowsOptions: {runAsUserName: ContainerUser}`` in the security context of the pod.
Flags: a container of a pod for Windows for which neither it nor the pod names an account.
Not flagged: containers that run as a process of the node, which windows-host-process reports; pods for Linux.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer


@rule(
    USERS,
    INFO,
    on=PodContainer,
    profile=ALL,
    peers="kubescape:C-0211",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the place where the account belongs."""
    if not container.pod.windows or container.effective("windowsOptions", "runAsUserName") is not None:
        return
    host = container.effective_scalar("windowsOptions", "hostProcess")
    if host is None or host.boolean is not True:
        at = container.at("securityContext", "windowsOptions")
        yield Problem(at, f"{container.called} does not say as which Windows account it runs")
