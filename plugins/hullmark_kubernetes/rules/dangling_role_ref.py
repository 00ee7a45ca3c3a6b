"""A binding grants a role that is not there.

Why: the API accepts the binding and grants nothing; a role of that name that somebody creates later is granted at
once.
Instead: write kind and name of the role; a ClusterRoleBinding binds ClusterRoles only.
Flags: a Role that is not in the namespace of the RoleBinding, or a ClusterRole that is nowhere, where the files that
are applied together hold some of that kind; a Role that is in another namespace, where both are written; a
ClusterRoleBinding of a Role, which the API rejects.
Not flagged: the roles that come with a cluster (``cluster-admin``, ``admin``, ``edit``, ``view``, ``system:...``); a
set of files without roles of that kind, unless in the profile all; what an operator may make, or a kustomization brings
in; names with placeholders.
See: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.rbac import BINDINGS
from hullmark_kubernetes.rbac import ROLES
from hullmark_kubernetes.rbac import reserved
from hullmark_kubernetes.references import absent
from hullmark_kubernetes.references import exists
from hullmark_kubernetes.references import named
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=BINDINGS,
    peers="kubelinter:template/access-to-resources",
)
def check(binding: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name of the role."""
    reference = binding.node.mapping("roleRef")
    kind, name = reference.text("kind"), reference.text("name")
    if name is None or kind not in ROLES:
        return
    if kind == "Role" and binding.kind == "ClusterRoleBinding":
        yield Problem(kind, "a ClusterRoleBinding cannot bind a Role", severity=ERROR)
    elif binding.set is not None and not reserved(name):
        roles = binding.set.beside(binding, "Role") if kind == "Role" else binding.set.of("ClusterRole")
        if exists(roles, name):
            return
        other = next((role.namespace for role in named(binding.set.of("Role"), name)), None) if kind == "Role" else None
        if other is not None and binding.namespace is not None:
            yield Problem(name, f"Role {name} is in namespace {other}, and {binding.called} in {binding.namespace}")
        else:
            message = f"{binding.called} grants {kind} {name}, which is not in these files"
            yield from absent(binding, name, message, roles)
