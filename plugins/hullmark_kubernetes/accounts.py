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
    """Return the ServiceAccount that a pod runs as, where it is applied with it."""
    name, namespace = account_of(pod.spec) or "default", pod.resource.namespace
    return next((
        account for account in pod.resource.around("ServiceAccount")
        if account.name == name and same_namespace(account.namespace, namespace)
    ), None)


def token_mounted(pod: Pod) -> bool:
    """Tell whether a pod gets the token of its account: it says so, else the account does, else yes."""
    if pod.spec.has("automountServiceAccountToken"):
        return not pod.spec.is_false("automountServiceAccountToken")
    account = account_object(pod)
    return account is None or not account.node.is_false("automountServiceAccountToken")


def bindings_for(pod: Pod) -> list[Resource]:
    """Return the bindings, applied with a pod, that give a role to the account that it runs as."""
    name, namespace = account_of(pod.spec) or "default", pod.resource.namespace
    return [
        binding for binding in pod.resource.around(*BINDINGS)
        if any(
            subject.text("kind") == "ServiceAccount" and subject.text("name") == name
            and same_namespace(subject.text("namespace") or binding.namespace, namespace)
            for subject in subjects_of(binding)
        )
    ]
