"""A workload runs as the default service account.

Why: every pod of the namespace that names no account shares it, so a right that one of them needs goes to all, and no
log of the API server tells them apart.
Instead: make an account for the program and name it, or mount no token: ``automountServiceAccountToken: false``.
Flags: no ``serviceAccountName``, an empty one, or ``default``, in every kind of the core API that runs pods, and in
Argo's Workflow and CronWorkflow.
Not flagged: ``automountServiceAccountToken: false``, in the pod or in the account default of the set; Argo workflows
that take over a template's account.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.accounts import account_of
from hullmark_kubernetes.accounts import token_mounted
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource


@rule(
    PRIVILEGES,
    INFO,
    on=(Pod, Resource),
    when=(*POD_KINDS, "Workflow", "CronWorkflow"),
    profile=STRICT,
    peers=(
        "kubelinter:default-service-account kubesec:ServiceAccountName kics:Service-account-name-undefined-or-empty"
        " checkov:CKV_ARGO_1 cis:5.1.5"
    ),
)
def check(fact: Pod | Resource, context: Context) -> Iterator[Problem]:
    """Flag the account, or the spec that names none."""
    if isinstance(fact, Resource):
        if fact.group != "argoproj.io" or not fact.kind.endswith("Workflow"):
            return
        path = ("spec",) if fact.kind == "Workflow" else ("spec", "workflowSpec")
        spec, grip = fact.node.mapping(*path), fact.at(*path)
        if spec.has("workflowTemplateRef") and not spec.has("serviceAccountName"):
            return
    else:
        if fact.kind not in POD_KINDS or not token_mounted(fact):
            return
        spec, grip = fact.spec, fact.grip
    name = account_of(spec)
    if name == "default":
        yield Problem(name, "the pods run as the account default, which others share")
    elif not name:
        empty = spec.text("serviceAccountName")
        at = grip if empty is None else empty
        yield Problem(at, "no serviceAccountName: the pods run as the account default, which others share")
