"""The role of a cluster's administrator is bound.

Why: whoever gets it reads every Secret, runs anything on every node and can hide both; a program with it gives the
cluster away with its first bug.
Instead: bind a role that lists what is used, in one namespace where that is enough.
Flags: a RoleBinding or ClusterRoleBinding of cluster-admin, or of a role of the set that allows just as much. As
information, in the profile all: of admin and edit.
Not flagged: bindings that a cluster comes with (cluster-admin, system:*, kubeadm:*); no subjects; system:masters alone.
See: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.rbac import BINDINGS
from hullmark_kubernetes.rbac import binds_cluster_role
from hullmark_kubernetes.rbac import built_in
from hullmark_kubernetes.rbac import grants_of
from hullmark_kubernetes.rbac import role_name
from hullmark_kubernetes.rbac import role_of
from hullmark_kubernetes.rbac import subjects_of
from hullmark_kubernetes.tree import Resource


@rule(
    PRIVILEGES,
    WARNING,
    on=Resource,
    when=BINDINGS,
    peers=(
        "kubelinter:cluster-admin-role-binding kics:Cluster-admin-rolebinding-with-superuser-permissions"
        " trivy:KSV-0111 polaris:clusterrolebindingClusterAdmin polaris:rolebindingClusterAdminClusterRole"
        " polaris:rolebindingClusterAdminRole kubescape:C-0035 kubescape:C-0185 kubescape:C-0272 cis:5.1.1 nsa:rbac"
    ),
)
def check(binding: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name of the role."""
    name, subjects = role_name(binding), subjects_of(binding)
    if name is None or built_in(binding) or (binding.name or "").startswith("kubeadm:"):
        return
    if all(subject.text("name") == "system:masters" for subject in subjects):
        return
    where = "cluster" if binding.kind == "ClusterRoleBinding" else "namespace"
    if binds_cluster_role(binding) and name == "cluster-admin":
        yield Problem(name, f"the binding makes its subjects administrators of the {where}")
    elif (role := role_of(binding)) is not None and any(grant.unlimited for grant in grants_of(role)):
        yield Problem(name, f"{name} allows everything: its subjects are administrators of the {where}")
    elif binds_cluster_role(binding) and name in ("admin", "edit"):
        message = f"with {name}, the subjects change nearly everything in the {where}"
        yield Problem(name, message, severity=INFO, profile=ALL)
