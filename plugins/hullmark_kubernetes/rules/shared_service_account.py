"""Several workloads share a service account.

Why: the account needs the rights of all of them, so each has those of the others, and a log of the API server does not
tell which one it was.
Instead: a ServiceAccount for each program.
Flags: ``serviceAccountName`` of an object whose namespace has another one with the same account, both in the set.
Not flagged: the account default, which default-service-account-used reports; parts of one program, which have the same
label app.kubernetes.io/name or app.
See: https://kubernetes.io/docs/concepts/security/service-accounts/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.accounts import account_of
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod


@rule(
    PRIVILEGES,
    INFO,
    on=Pod,
    when=POD_KINDS,
    profile=ALL,
    peers="kics:Shared-service-account",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the account."""
    name = account_of(pod.spec)
    if not name or not name.known or name == "default" or pod.resource.set is None:
        return
    for other in pod.resource.set.pods_beside(pod.resource):
        if other.resource is not pod.resource and account_of(other.spec) == name and not _one_program(pod, other):
            yield Problem(name, f"{other.called} runs as {name}, too")
            return


def _one_program(pod: Pod, other: Pod) -> bool:
    """Tell whether two pods are parts of one program by their labels."""
    return any(
        pod.labels.has(label) and pod.labels.text(label) == other.labels.text(label)
        for label in ("app.kubernetes.io/name", "app")
    )
