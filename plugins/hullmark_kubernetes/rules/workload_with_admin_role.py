"""A workload may take over the cluster.

Why: its service account may do everything, start pods or read Secrets, and the token lies in every container; a bug in
the program is then a break into the cluster.
Instead: bind a role that lists what is used, and mount no token where none is: ``automountServiceAccountToken: false``.
Flags: pods whose account the set binds to cluster-admin, or to a role that allows everything, creating or updating
pods, or reading all Secrets.
Not flagged: pods without a token; accounts and roles that are not in the set.
See: https://kubernetes.io/docs/concepts/security/rbac-good-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.accounts import account_of
from hullmark_kubernetes.accounts import bindings_for
from hullmark_kubernetes.accounts import token_mounted
from hullmark_kubernetes.rbac import READING
from hullmark_kubernetes.rbac import Grant
from hullmark_kubernetes.rbac import binds_cluster_role
from hullmark_kubernetes.rbac import grants_of
from hullmark_kubernetes.rbac import role_name
from hullmark_kubernetes.rbac import role_of
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource

_STARTING = frozenset(("create", "update"))


@rule(
    PRIVILEGES,
    WARNING,
    on=Pod,
    when=POD_KINDS,
    profile=STRICT,
    peers="kubescape:C-0267 kubescape:C-0272",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the account."""
    for binding in bindings_for(pod):
        might = _might(binding)
        if might and token_mounted(pod):
            name = account_of(pod.spec)
            yield Problem(name or pod.grip, f"by {role_name(binding)}, {pod.called} may {might}")
            return


def _might(binding: Resource) -> str:
    """Say what a binding gives that leads to the whole cluster; "" for nothing of the kind."""
    if role_name(binding) == "cluster-admin" and binds_cluster_role(binding):
        return "do everything"
    role = role_of(binding)
    return next(filter(None, map(_of_grant, grants_of(role))), "") if role is not None else ""


def _of_grant(grant: Grant) -> str:
    if "*" in grant.resources and "*" in grant.verbs:
        return "do everything"
    if not grant.names and grant.resource("", "pods") and grant.verb(_STARTING):
        return "start pods as it likes"
    return "read all Secrets" if not grant.names and grant.resource("", "secrets") and grant.verb(READING) else ""
