"""A namespace enforces no Pod Security level.

Why: without the label the namespace takes any pod, privileged ones and those with directories of the host included.
Instead: ``labels: {pod-security.kubernetes.io/enforce: baseline}``, or restricted.
Flags: a Namespace without a label that begins with pod-security.kubernetes.io/enforce.
Not flagged: kube-system and what belongs to the network or the storage; OpenShift, whose constraints do the same; sets
with an admission webhook for objects in namespaces, or with policies of Kyverno or Gatekeeper.
See: https://kubernetes.io/docs/concepts/security/pod-security-admission/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.namespaces import ENFORCE
from hullmark_kubernetes.namespaces import on_openshift
from hullmark_kubernetes.namespaces import system_level
from hullmark_kubernetes.tree import Resource

_WEBHOOKS = ("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")


@rule(
    PRIVILEGES,
    INFO,
    on=Resource,
    when=("Namespace",),
    profile=STRICT,
    peers="kubescape:C-0192 cis:5.2.1 nsa:pod-security-enforcement",
)
def check(namespace: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if any(key.value.startswith(ENFORCE) for key, _ in namespace.labels):
        return
    if not system_level(namespace) and not on_openshift(namespace) and not _policed(namespace):
        yield Problem(namespace.grip, f"{namespace.called} takes any pod, also privileged ones")


def _policed(namespace: Resource) -> bool:
    """Tell whether something else of the set judges pods."""
    if namespace.set is None:
        return False
    if any(resource.group in ("kyverno.io", "constraints.gatekeeper.sh") for resource in namespace.set.resources):
        return True
    return any(
        entry.text("scope") != "Cluster"
        for webhook in namespace.set.of(*_WEBHOOKS)
        for hook in webhook.node.mappings("webhooks")
        for entry in hook.mappings("rules")
    )
