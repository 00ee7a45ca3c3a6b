"""To whom a RoleBinding or ClusterRoleBinding had better give nothing: a table, and one rule for each line of it.

Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Rule
from hullmark.plugin import documented
from hullmark.plugin import rule

from hullmark_kubernetes.rbac import BINDINGS
from hullmark_kubernetes.rbac import READING
from hullmark_kubernetes.rbac import bootstrapped
from hullmark_kubernetes.rbac import grants_of
from hullmark_kubernetes.rbac import role_name
from hullmark_kubernetes.rbac import role_of
from hullmark_kubernetes.rbac import subjects_of
from hullmark_kubernetes.tree import Resource

_DISCOVERY = "system:public-info-viewer"


class Subject(NamedTuple):
    """Whom a binding names.

    ``kinds`` and ``names`` are alternatives separated by blanks, "" for any. ``roles`` and ``bindings`` are those of a
    cluster's own that do so rightly. ``reading`` tells that a role that only reads counts less.
    """

    slug: str
    title: str
    why: str
    instead: str
    severity: str
    profile: str
    kinds: str
    names: str
    then: str
    peers: str
    roles: str = ""
    bindings: str = ""
    reading: bool = False


SUBJECTS = (
    Subject(
        "anonymous-role-binding", "A role is bound to anonymous users",
        "whoever reaches the API server gets the role, without a password, a token or a certificate.",
        "name a user, a group of your identity provider or a service account.",
        ERROR, DEFAULT, "", "system:anonymous system:unauthenticated", "everybody who reaches the API server",
        "kubesec:BindingsToSystemAnonymous trivy:KSV-0122 kubescape:C-0262 nsa:authentication",
        roles=_DISCOVERY, bindings="kubeadm:bootstrap-signer-clusterinfo",
    ),
    Subject(
        "authenticated-group-binding", "A role is bound to every authenticated user",
        "the group holds each user and each service account of the cluster; with some providers it holds whoever has an"
        " account there.",
        "name a group of your identity provider, or the service accounts of one namespace:"
        " ``system:serviceaccounts:web``.",
        WARNING, DEFAULT, "Group", "system:authenticated system:serviceaccounts", "every account of the cluster",
        "trivy:KSV-01011 kubescape:C-0265",
        roles=f"system:basic-user system:discovery {_DISCOVERY}", reading=True,
    ),
    Subject(
        "system-masters-binding", "A role is bound to system:masters",
        "members of the group are administrators whatever is bound, nothing takes that from them, and the binding makes"
        " the group look like one of your own.",
        "bind a group of your own, and keep certificates with system:masters for emergencies.",
        WARNING, DEFAULT, "", "system:masters", "a group that may do everything anyway",
        "trivy:KSV-0123 kubescape:C-0246 cis:5.1.7",
        bindings="cluster-admin",
    ),
    Subject(
        "default-service-account-bound", "A role is bound to a default service account",
        "every pod of the namespace that names no account runs as default, so all of them get the role.",
        "make a service account for the program, bind that and name it in ``serviceAccountName``.",
        WARNING, DEFAULT, "ServiceAccount", "default", "every pod that names no account",
        "checkov:CKV_K8S_42 kics:Role-binding-to-default-service-account kubescape:C-0189 kubescape:C-0225"
        " kubescape:C-0239 cis:5.1.5",
    ),
    Subject(
        "service-account-has-role", "A service account has a role",
        "an inventory for a review: each of these accounts is worth as much to an attacker as its role allows.",
        "bind only accounts of programs that call the API server.",
        INFO, ALL, "ServiceAccount", "", "a service account",
        "kubescape:C-0053",
    ),
)


def _documented(subject: Subject) -> str:
    """Write the documentation of a line."""
    whom = " or ".join(subject.names.split() or ["any name"])
    kinds = f" of the kind {subject.kinds}" if subject.kinds else ""
    flags = f"{whom}{kinds} among the subjects of a RoleBinding or ClusterRoleBinding."
    if subject.reading:
        flags += " A role of the set that allows only get, list and watch makes it information, in the profile strict."
    spared = ["bindings with the label that the API server gives to its own"]
    if subject.roles:
        spared.append(f"the roles {', '.join(subject.roles.split())}")
    if subject.bindings:
        spared.append(f"the binding {subject.bindings}")
    return documented(
        subject.title, why=subject.why, instead=subject.instead, flags=flags, not_flagged=f"{'; '.join(spared)}.",
        see="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    )


def _declared(subject: Subject) -> Rule:
    """Make the rule of a line."""
    kinds, names = subject.kinds.split(), subject.names.split()
    roles, bindings = subject.roles.split(), subject.bindings.split()

    def check(binding: Resource, context: Context) -> Iterator[Problem]:
        role = role_name(binding)
        if binding.name in bindings or role in roles or bootstrapped(binding):
            return
        for node in subjects_of(binding):
            kind, name = node.text("kind"), node.text("name")
            if name is None or kinds and kind not in kinds or names and name not in names:
                continue
            weak = subject.reading and _only_reads(role_of(binding))
            yield Problem(
                node, f"{role or 'the role'} goes to {name}, {subject.then}",
                severity=INFO if weak else None, profile=STRICT if weak else DEFAULT,
            )

    declare = rule(
        PRIVILEGES, subject.severity, on=Resource, when=BINDINGS, peers=subject.peers, profile=subject.profile,
        slug=subject.slug,
    )
    return declare(check)


def _only_reads(role: Resource | None) -> bool:
    """Tell whether all that a role allows is reading."""
    return role is not None and all(READING.issuperset(grant.verbs) for grant in grants_of(role))


DOCS = {subject.slug: _documented(subject) for subject in SUBJECTS}
RULES = tuple(_declared(subject) for subject in SUBJECTS)
