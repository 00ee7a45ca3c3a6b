"""A role is as mighty as cluster-admin.

Why: whoever gets it owns the cluster, or all of a namespace, under a name that no review of cluster-admin finds.
Instead: list groups, resources and verbs that are used, or bind cluster-admin openly where that is really meant.
Flags: a rule of a Role or ClusterRole with ``*`` among groups and resources, and ``*`` or all seven verbs.
Not flagged: the roles that a cluster comes with: cluster-admin, admin, edit, system:*; roles that aggregate others.
See: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.rbac import ROLES
from hullmark_kubernetes.rbac import grants_of
from hullmark_kubernetes.rbac import spared
from hullmark_kubernetes.tree import Resource


@rule(
    PRIVILEGES,
    ERROR,
    on=Resource,
    when=ROLES,
    peers=(
        "trivy:KSV-0044 polaris:clusterrolebindingClusterAdmin polaris:rolebindingClusterAdminRole kubescape:C-0035"
        " kubescape:C-0187"
    ),
)
def check(role: Resource, context: Context) -> Iterator[Problem]:
    """Flag the wildcard of the resources."""
    if spared(role):
        return
    for grant in grants_of(role):
        if grant.unlimited:
            star = next(text for text in grant.resources if text == "*")
            yield Problem(star, f"{role.called} allows everything on every resource")
