"""A pod or a binding names a ServiceAccount that is not there.

Why: pods with an account that does not exist are never created, and a binding for one grants nothing.
Instead: write the name of a ServiceAccount of the same namespace, or add it beside.
Flags: ``serviceAccountName`` of a pod template, and the subject of a binding, that no ServiceAccount of the
namespace has, where the files that are applied together hold at least one there.
Not flagged: ``default``, which every namespace has; a set of files without ServiceAccounts in the namespace, unless
in the profile all; what an operator may make, or a kustomization brings in; names with placeholders.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_kubernetes.accounts import account_of
from hullmark_kubernetes.rbac import BINDINGS
from hullmark_kubernetes.rbac import subjects_of
from hullmark_kubernetes.references import absent
from hullmark_kubernetes.references import exists
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=(*POD_KINDS, *BINDINGS),
    peers="kubelinter:non-existent-service-account kubescape:C-0307",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name of the account."""
    accounts = resource.set.of("ServiceAccount") if resource.set is not None else []
    for name, namespace in _wanted(resource) if resource.set is not None else ():
        near = [account for account in accounts if same_namespace(account.namespace, namespace)]
        if name not in ("", "default") and not exists(near, name):
            message = f"{resource.called} names ServiceAccount {name}, which is not in these files"
            yield from absent(resource, name, message, near, namespace)


def _wanted(resource: Resource) -> Iterator[tuple[Text, Text | None]]:
    """Yield the accounts that an object names, each with its namespace."""
    for pod in resource.pods:
        name = account_of(pod.spec)
        if name is not None:
            yield name, resource.namespace
    for subject in subjects_of(resource):
        name = subject.text("name")
        if name is not None and subject.text("kind") == "ServiceAccount":
            yield name, subject.text("namespace") or resource.namespace
