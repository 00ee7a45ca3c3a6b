"""Rules on whom kube-apiserver believes, and what it lets them do."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import ERROR
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem

from hullmark_kubernetes.controlplane.components import APISERVER
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.flagtests import forbids
from hullmark_kubernetes.controlplane.flagtests import holds
from hullmark_kubernetes.controlplane.flagtests import lacks
from hullmark_kubernetes.controlplane.flagtests import off
from hullmark_kubernetes.controlplane.flagtests import on
from hullmark_kubernetes.controlplane.flagtests import table

DOCS = {
    "apiserver-anonymous-auth": """The API server accepts anonymous requests.

Why: a request without credentials becomes system:anonymous; one role binding to it, or one hole, is open to everybody.
Instead: ``--anonymous-auth=false``, or anonymous requests for health checks only in ``--authentication-config``.
Flags: ``--anonymous-auth`` that is on; in the profile strict, where it is not set, since it is then on.
Not flagged: ``--anonymous-auth=false``, also in two words; ``--authentication-config``.
See: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests
""",
    "apiserver-authorization-mode": """The API server does not authorise requests as it should.

Why: AlwaysAllow, which holds where nothing is said, makes everybody with a credential an administrator. Without Node a
kubelet needs rights over the pods and Secrets of all nodes; without RBAC roles have no effect.
Instead: ``--authorization-mode=Node,RBAC``.
Flags: AlwaysAllow among the modes; in the profile strict, modes without Node or without RBAC, and no mode at all. No
mode where the whole command line is in sight is flagged in the default profile.
Not flagged: further modes such as Webhook and ABAC; ``--authorization-config``; what kubeadm sets by itself.
See: https://kubernetes.io/docs/reference/access-authn-authz/authorization/
""",
    "apiserver-static-credentials": """The API server reads passwords or tokens from a file.

Why: they are kept in the clear, never expire, and are changed only with a restart; Kubernetes 1.19 has no passwords
any more.
Instead: use client certificates, OpenID Connect or tokens of service accounts.
Flags: ``--basic-auth-file`` and ``--token-auth-file``.
Not flagged: anything else.
See: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file
""",
    "apiserver-admission-plugin-unsafe": """An admission plugin that guards is off, or one admits everything.

Why: AlwaysAdmit, alone, switches all checks of objects off. The others are on by default for a reason: without
NamespaceLifecycle objects appear in namespaces that are being deleted, without NodeRestriction a kubelet may change
other nodes, without PodSecurity the labels of namespaces have no effect.
Instead: drop the name from the list.
Flags: AlwaysAdmit in ``--enable-admission-plugins``; NamespaceLifecycle, ServiceAccount, NodeRestriction, PodSecurity,
LimitRanger or ValidatingAdmissionPolicy in ``--disable-admission-plugins``.
Not flagged: a list that leaves out plugins that are on by default.
See: https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
""",
    "apiserver-service-account-flags": """The API server checks tokens of service accounts loosely.

Why: without the lookup a token is good until it expires, also when its account is deleted; a token with extended
expiration lives a year; without key files of its own the API server takes its serving key, which it must not share.
Instead: drop ``--service-account-lookup=false`` and name ``--service-account-key-file``.
Flags: ``--service-account-lookup=false``; in the profile strict, no ``--service-account-key-file``, and in the profile
all ``--service-account-extend-token-expiration=true``.
Not flagged: an absent lookup, which is on; a key file of any name; a command line of which a part is in sight and that
sets other flags of service accounts; what kubeadm sets by itself.
See: https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/
""",
}

_MODES = ("authorization-mode",)


def _modes(component: Component, context: Context) -> Iterator[Problem]:
    """Flag modes that allow everything, or of which one is missing."""
    if component.given("authorization-config", "authorization-webhook-config-file"):
        return
    flag = component.flag(*_MODES)
    if flag is None or not flag.given:
        profile = DEFAULT if component.whole else STRICT
        yield Problem(component, "kube-apiserver has no --authorization-mode: it allows everything", profile=profile)
        return
    modes = component.items(*_MODES)
    allowing = [mode for mode in modes if mode.lower() == "alwaysallow"]
    if allowing:
        yield Problem(allowing[0], "AlwaysAllow in --authorization-mode makes everybody an administrator")
    elif all(mode.known for mode in modes):
        names = {mode.lower() for mode in modes}
        gone = " and ".join(mode for mode in ("Node", "RBAC") if mode.lower() not in names)
        if gone:
            yield Problem(flag, f"{flag} lacks {gone}", severity=WARNING, profile=STRICT)


_GUARDS = (
    "NamespaceLifecycle", "ServiceAccount", "NodeRestriction", "PodSecurity", "LimitRanger",
    "ValidatingAdmissionPolicy",
)
_declare = table(__name__, APISERVER)

RULES = (
    _declare(
        "apiserver-anonymous-auth", PRIVILEGES, WARNING, DEFAULT,
        "checkov:CKV_K8S_68 trivy:KCV-0001 kics:Anonymous-auth-is-not-set-to-false kubescape:C-0113 cis:1.2.1"
        " nsa:authentication",
        on("anonymous-auth", then="requests need no credentials"),
        lacks(
            "anonymous-auth", then="requests need no credentials", unless=("authentication-config",),
            when=lambda component: component.flag("anonymous-auth") is None,
        ),
    ),
    _declare(
        "apiserver-authorization-mode", PRIVILEGES, ERROR, DEFAULT,
        "checkov:CKV_K8S_74 checkov:CKV_K8S_75 checkov:CKV_K8S_77 trivy:KCV-0007 trivy:KCV-0008 trivy:KCV-0009"
        " kics:Authorization-mode-set-to-always-allow kics:Authorization-mode-node-not-set"
        " kics:Authorization-mode-RBAC-not-set kubescape:C-0088 kubescape:C-0118 kubescape:C-0119 kubescape:C-0120"
        " cis:1.2.6 cis:1.2.7 cis:1.2.8 nsa:rbac",
        _modes,
    ),
    _declare(
        "apiserver-static-credentials", PRIVILEGES, ERROR, DEFAULT,
        "checkov:CKV_K8S_69 checkov:CKV_K8S_70 trivy:KCV-0002 kics:Basic-auth-file-is-set kics:Token-auth-file-is-set"
        " kubescape:C-0114 cis:1.2.2",
        forbids("basic-auth-file", "token-auth-file", then="its credentials never expire"),
    ),
    _declare(
        "apiserver-admission-plugin-unsafe", PRIVILEGES, ERROR, DEFAULT,
        "checkov:CKV_K8S_79 checkov:CKV_K8S_82 checkov:CKV_K8S_83 trivy:KCV-0011 trivy:KCV-0014 trivy:KCV-0015"
        " kics:Always-admit-admission-control-plugin-set kics:Namespace-lifecycle-admission-control-plugin-disabled"
        " kics:Service-account-admission-control-plugin-disabled kubescape:C-0122 kubescape:C-0125 kubescape:C-0126"
        " cis:1.2.10 cis:1.2.12 cis:1.2.13",
        holds("enable-admission-plugins", "admission-control", items=("AlwaysAdmit",), then="it admits everything"),
        holds("disable-admission-plugins", items=_GUARDS, then="it guards the cluster"),
    ),
    _declare(
        "apiserver-service-account-flags", PRIVILEGES, WARNING, DEFAULT,
        "checkov:CKV_K8S_96 checkov:CKV_K8S_97 trivy:KCV-0024 trivy:KCV-0025 kics:Service-account-lookup-set-to-false"
        " kics:Service-account-key-file-not-properly-set kubescape:C-0135 kubescape:C-0136 kubescape:C-0290 cis:1.2.21"
        " cis:1.2.22 cis:1.2.30",
        off("service-account-lookup", then="tokens of deleted accounts stay good"),
        lacks(
            "service-account-key-file", then="tokens are checked with its serving key",
            when=lambda component: component.whole or not any(name.startswith("service-account-")
                                                              for name in component.flags),
        ),
        on("service-account-extend-token-expiration", then="tokens live a year", profile=ALL),
    ),
)
