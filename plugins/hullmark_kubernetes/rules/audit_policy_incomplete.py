"""The audit policy leaves out what matters.

Why: after an incident nobody can say who read a Secret or ran a command in a pod. Bodies of requests about Secrets, on
the other hand, put the Secrets into the log.
Instead: end the rules with ``- level: Metadata``, and log Secrets, ConfigMaps and TokenReviews at Metadata.
Flags: a policy that logs nothing of some of secrets, configmaps, tokenreviews, pods, deployments, pods/exec,
pods/portforward, pods/proxy and services/proxy; one that names the first three at Request or RequestResponse.
Not flagged: a last rule for all resources; what a rule leaves out for some users, verbs, names or namespaces only.
See: https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Resource

_SECRET = ("secrets", "configmaps", "tokenreviews")
_WATCHED = (*_SECRET, "pods", "deployments", "pods/exec", "pods/portforward", "pods/proxy", "services/proxy")
_GROUPS = {"deployments": "apps", "tokenreviews": "authentication.k8s.io"}
#: What makes a rule hold for some requests only.
_NARROWS = ("users", "userGroups", "verbs", "namespaces", "nonResourceURLs")


@rule(
    PRIVILEGES,
    INFO,
    on=Resource,
    when=("Policy",),
    profile=STRICT,
    peers="kics:Audit-policy-does-not-cover-key-security-concerns kubescape:C-0161 cis:3.2.2 nsa:audit-logging",
)
def check(policy: Resource, context: Context) -> Iterator[Problem]:
    """Flag the rules as a whole."""
    if policy.group != "audit.k8s.io":
        return
    rules = policy.node.mappings("rules")
    silent = [name for name in _WATCHED if _level(rules, name) == "None"]
    if silent:
        more = f" and {len(silent) - 3} more" if len(silent) > 3 else ""
        yield Problem(policy.at("rules"), f"the audit log has nothing of {', '.join(silent[:3])}{more}")
        return
    bodies = [name for name in _SECRET if _level(rules, name, named=True) in ("Request", "RequestResponse")]
    if bodies:
        yield Problem(policy.at("rules"), f"the audit log holds the contents of {', '.join(bodies)}")


def _level(rules: list[Mapping], name: str, named: bool = False) -> str:
    """Return the level at which a resource is logged: that of the first rule for all requests about it.

    A rule for some of the requests counts where it logs them. ``named`` asks only for rules that name the resource.
    """
    for entry in rules:
        level = str(entry.text("level") or "None")
        narrow = any(entry.has(field) for field in _NARROWS)
        if narrow and (level == "None" or entry.has("nonResourceURLs")):
            continue
        groups = entry.mappings("resources")
        if not groups:
            if named or narrow:
                continue
            return level
        if any(_holds(group, name, level, named) for group in groups):
            return level
    return "None"


def _holds(group: Mapping, name: str, level: str, named: bool) -> bool:
    """Tell whether a group of a rule is about a resource."""
    if group.has("resourceNames") and level == "None":
        return False
    names = group.texts("resources")
    fits = (group.text("group") or "") in (_GROUPS.get(name, ""), "*")
    if not names:
        return not named and fits
    parent, slash, part = name.partition("/")
    patterns = () if named or not fits else ("*", f"{parent}/*", f"*/{part}") if slash else ("*",)
    return name in names or any(pattern in names for pattern in patterns)
