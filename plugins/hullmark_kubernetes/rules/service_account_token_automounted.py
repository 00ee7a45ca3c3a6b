"""A pod gets a token for the API of the cluster without asking for it.

Why: a token lies in every container of the pod; who breaks into one is a user of the API with all that is granted to
the account, today or later.
Instead: ``automountServiceAccountToken: false`` in the pod, or in its ServiceAccount; where the program speaks to the
API, say true in the pod and give it an account of its own.
Flags: a pod that does not say false, where no ServiceAccount in the same files says it for the pod. Only as information
where a role is bound to the account in these files: the pod surely needs the token.
Not flagged: false in the pod; false in its ServiceAccount and nothing in the pod; steps of Argo and Tekton.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.accounts import bindings_for
from hullmark_kubernetes.accounts import token_mounted
from hullmark_kubernetes.templates import TEMPLATES
from hullmark_kubernetes.tree import Pod

_KEY = "automountServiceAccountToken"


@rule(
    PRIVILEGES,
    WARNING,
    on=Pod,
    profile=STRICT,
    peers=(
        "checkov:CKV_K8S_38 trivy:KSV-0036 kics:Service-account-token-auto-mount-not-disabled"
        " polaris:automountServiceAccountToken kubesec:AutomountServiceAccountToken kubescape:C-0034"
        " kubescape:C-0190 kubescape:C-0261 cis:5.1.6 nsa:service-account-tokens"
    ),
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the value, or the pod's grip."""
    said = pod.spec.flag(_KEY)
    if said is not None and not said.known:
        return
    if pod.kind not in TEMPLATES and "containers" not in pod.spec:
        return
    if not token_mounted(pod):
        return
    at = said if said is not None else pod.at(_KEY)
    severity = INFO if bindings_for(pod) else None
    yield Problem(at, f"the pod of {pod.called} gets a token for the API of the cluster", severity=severity)
