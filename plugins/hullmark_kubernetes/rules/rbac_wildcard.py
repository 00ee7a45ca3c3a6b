"""A role has a wildcard.

Why: ``*`` is everything there is and everything that is still to come: Secrets, exec, the verbs escalate and
impersonate, and the resources of whatever is installed next year.
Instead: list what the program uses: ``resources: [pods, services]`` with ``verbs: [get, list, watch]``.
Flags: ``*`` among the resources or verbs of any rule of a Role or ClusterRole. As information: ``*/scale`` and the
like; ``*`` among the groups only; rules about groups that are not Kubernetes' own, where an operator works on its own
kinds. A rule with ``*`` everywhere is shown in the profile all: rbac-admin-equivalent-role reports it.
Not flagged: ``nonResourceURLs``; the roles that a cluster comes with (cluster-admin, admin, system:*).
See: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_kubernetes.rbac import ROLES
from hullmark_kubernetes.rbac import Grant
from hullmark_kubernetes.rbac import grants_of
from hullmark_kubernetes.rbac import spared
from hullmark_kubernetes.tree import Resource


@rule(
    PRIVILEGES,
    WARNING,
    on=Resource,
    when=ROLES,
    peers=(
        "checkov:CKV_K8S_49 trivy:KSV-0045 trivy:KSV-0046 trivy:KSV-0112 kics:RBAC-wildcard-in-rule"
        " kubelinter:wildcard-in-rules kubescape:C-0187 semgrep:legacy-api-clusterrole-excessive-permissions cis:5.1.3"
    ),
)
def check(role: Resource, context: Context) -> Iterator[Problem]:
    """Flag the first wildcard of a rule."""
    if spared(role):
        return
    for grant in grants_of(role):
        resource, verb, group = _star(grant.resources), _star(grant.verbs), _star(grant.groups)
        part = next((text for text in grant.resources if text.startswith("*/")), None)
        at = resource or verb or part or group
        if at is not None:
            weak = not (resource or verb) or _foreign(grant)
            profile = ALL if grant.unlimited else STRICT if weak else DEFAULT
            yield Problem(at, _message(resource, verb, part), severity=INFO if weak else None, profile=profile)


def _star(texts: list[Text]) -> Text | None:
    return next((text for text in texts if text == "*"), None)


def _message(resource: Text | None, verb: Text | None, part: Text | None) -> str:
    if resource and verb:
        return "the role allows every verb on every resource of these groups"
    if resource:
        return "the role covers every resource of these groups, also Secrets and those still to come"
    if verb:
        return "the role allows every verb, also those still to come"
    return f"the role covers {part} of every resource" if part else "the role covers these resources in every group"


def _foreign(grant: Grant) -> bool:
    """Tell whether a rule is only about groups that are not Kubernetes' own."""
    return bool(grant.groups) and all("." in group and not group.endswith(".k8s.io") for group in grant.groups)
