"""A container that must not run as root is told to run as root.

Why: ``runAsNonRoot: true`` makes the kubelet refuse the account 0, so the container never starts and its pod stays in
CreateContainerConfigError.
Instead: name another account, ``runAsUser: 10001``, or none where the image sets one by number.
Flags: ``runAsUser: 0`` with ``runAsNonRoot: true``, each of the container or taken over from its pod.
Not flagged: a pod's value that the container replaces.
See: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer


@rule(
    USERS,
    ERROR,
    on=PodContainer,
    peers="kubelinter:run-as-non-root",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the account."""
    user = container.effective_scalar("runAsUser")
    if user is None or user.number != 0:
        return
    must = container.effective_scalar("runAsNonRoot")
    if must is not None and must.boolean is True:
        message = "runAsUser is 0 where runAsNonRoot is true, so the container never starts"
        yield Problem(user, message, notes=((must, "runAsNonRoot is true here"),))
