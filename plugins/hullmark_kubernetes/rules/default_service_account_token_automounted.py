"""The default service account hands its token to every pod.

Why: each pod of the namespace that names no account finds a token of the API server in its file system, whether it
needs one or not; who breaks into the pod has it too.
Instead: ``automountServiceAccountToken: false`` in the account, and an account of their own for pods that need one.
Flags: a ServiceAccount called default without ``automountServiceAccountToken: false``.
Not flagged: accounts with other names.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    PRIVILEGES,
    INFO,
    on=Resource,
    when=("ServiceAccount",),
    profile=STRICT,
    peers="checkov:CKV_K8S_41 kubescape:C-0189 kubescape:C-0225 cis:5.1.5",
)
def check(account: Resource, context: Context) -> Iterator[Problem]:
    """Flag the switch, or the name where it is missing."""
    switch = account.node.flag("automountServiceAccountToken")
    if account.name == "default" and (switch is None or switch == "true"):
        at = account.grip if switch is None else switch
        yield Problem(at, "every pod that names no account gets the token of this one")
