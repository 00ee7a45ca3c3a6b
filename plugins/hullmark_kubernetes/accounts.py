"""Service accounts: as whom a pod runs, and whether it gets a token."""

from __future__ import annotations

from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_kubernetes.rbac import BINDINGS
from hullmark_kubernetes.rbac import subjects_of
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace


def account_of(spec: Mapping) -> Text | None:
    """Return the service account that a spec names, by the field or by its older name."""
    return spec.text("serviceAccountName") or spec.text("serviceAccount")


def account_object(pod: Pod) -> Resource | None:
    """Return the ServiceAccount of the set that a pod runs as."""
    if pod.resource.set is None:
        return None
    name = account_of(pod.spec) or "default"
    accounts = pod.resource.set.beside(pod.resource, "ServiceAccount")
    return next((account for account in accounts if account.name == name), None)


def token_mounted(pod: Pod) -> bool:
    """Tell whether a pod gets the token of its account: it says so, else the account does, else yes."""
    if pod.spec.has("automountServiceAccountToken"):
        return not pod.spec.is_false("automountServiceAccountToken")
    account = account_object(pod)
    return account is None or not account.node.is_false("automountServiceAccountToken")


def bindings_for(pod: Pod) -> list[Resource]:
    """Return the bindings of the set that give a role to the account that a pod runs as."""
    resource = pod.resource
    name = account_of(pod.spec) or "default"
    found = resource.set.of(*BINDINGS) if resource.set is not None else []
    return [
        binding for binding in found
        if any(
            subject.text("kind") == "ServiceAccount" and subject.text("name") == name
            and same_namespace(subject.text("namespace") or binding.namespace, resource.namespace)
            for subject in subjects_of(binding)
        )
    ]
