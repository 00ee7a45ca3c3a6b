"""A namespace has workloads, and only the default service account.

Why: all its pods run as one account, so a right that one of them needs goes to all.
Instead: a ServiceAccount for each program.
Flags: a Namespace in which the set has pods and no ServiceAccount but default.
Not flagged: namespaces without pods in the set; single files.
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

from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace


@rule(
    PRIVILEGES,
    INFO,
    on=Resource,
    when=("Namespace",),
    profile=ALL,
    peers="kubescape:C-0189",
)
def check(namespace: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    name, found = namespace.name, namespace.set
    if found is None or name is None or not name.known:
        return
    inside = [resource for resource in found.resources if same_namespace(resource.namespace, name)]
    accounts = [resource for resource in inside if resource.kind == "ServiceAccount" and resource.name != "default"]
    if any(resource.pods for resource in inside) and not accounts:
        yield Problem(name, f"all pods of the namespace {name} run as its account default")
