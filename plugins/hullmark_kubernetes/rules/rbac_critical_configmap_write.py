"""A role may change a ConfigMap that steers the cluster.

Why: aws-auth says which cloud identities are administrators, and coredns where every name leads; one line changed in
either takes over the cluster or its traffic.
Instead: let the pipeline that builds the cluster own them; give programs roles in namespaces of their own.
Flags: create, update, patch, delete or ``*`` on configmaps with aws-auth or coredns among the ``resourceNames``; as
information the same without ``resourceNames`` in a Role of kube-system, or in a ClusterRole that the set binds there.
Not flagged: reading; other names; ClusterRoles that are only bound in other namespaces, or nowhere in the set.
See: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.rbac import ROLES
from hullmark_kubernetes.rbac import bindings_of
from hullmark_kubernetes.rbac import grants_of
from hullmark_kubernetes.rbac import spared
from hullmark_kubernetes.tree import Resource

_CRITICAL = ("aws-auth", "coredns")
_WRITING = frozenset(("create", "update", "patch", "delete", "deletecollection", "impersonate"))


@rule(
    PRIVILEGES,
    WARNING,
    on=Resource,
    when=ROLES,
    peers="trivy:KSV-0115 kubescape:C-0037",
)
def check(role: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name of the ConfigMap, or the verb where none is named."""
    if spared(role):
        return
    for grant in grants_of(role):
        verb, resource = grant.verb(_WRITING), grant.resource("", "configmaps")
        if verb is None or resource is None:
            continue
        name = next((name for name in grant.names if name in _CRITICAL), None)
        if name is not None:
            yield Problem(name, f"the role may change {name}, which steers the whole cluster")
        elif not grant.names and _in_system(role):
            profile = STRICT if role.kind == "Role" and resource != "*" else ALL
            message = "the role may change every ConfigMap of kube-system, also coredns"
            yield Problem(verb, message, severity=INFO, profile=profile)


def _in_system(role: Resource) -> bool:
    """Tell whether a role reaches kube-system."""
    if role.kind == "Role":
        return role.namespace == "kube-system"
    return any(
        binding.kind == "ClusterRoleBinding" or binding.namespace == "kube-system" for binding in bindings_of(role)
    )
