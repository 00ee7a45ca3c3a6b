"""What a Role or ClusterRole had better not allow: a table, and one rule for each line of it.

Sources: https://kubernetes.io/docs/concepts/security/rbac-good-practices/ and the API reference for the names.
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
from hullmark.plugin import Rule
from hullmark.plugin import documented
from hullmark.plugin import rule

from hullmark_kubernetes.rbac import ROLES
from hullmark_kubernetes.rbac import SPARES
from hullmark_kubernetes.rbac import WEAKENS
from hullmark_kubernetes.rbac import Right
from hullmark_kubernetes.rbac import uses
from hullmark_kubernetes.tree import Resource

_WRITE = "create update patch delete"
_BULK = "deletecollection impersonate"
_RBAC = "rbac.authorization.k8s.io"
_WORKLOADS = {
    "apps": "deployments statefulsets daemonsets replicasets",
    "extensions": "deployments daemonsets replicasets",
    "batch": "jobs cronjobs",
}

RIGHTS = (
    Right(
        "rbac-secrets-access", "A role may read or change Secrets",
        "a Secret holds passwords, keys and tokens of other programs and of more powerful accounts; list and watch show"
        " the contents just as get does.",
        "name the Secrets that are needed: ``resourceNames: [web-tls]`` with ``verbs: [get]``.",
        WARNING, STRICT, "get list watch", {"": "secrets"}, "its holders know all passwords and tokens",
        "kubelinter:access-to-secrets checkov:CKV2_K8S_5 kics:RBAC-roles-with-read-secrets-permissions"
        " kics:ServiceAccount-allows-access-to-secrets trivy:KSV-0041 trivy:KSV-0113 kubescape:C-0015 kubescape:C-0186"
        " cis:5.1.2",
        more=f"{_WRITE} {_BULK}", named=SPARES, owners=("cert-manager", "external-secrets", "ingress", "operator"),
    ),
    Right(
        "rbac-create-pods", "A role may create or change pods and what runs them",
        "who makes a pod chooses its service account, mounts any Secret of the namespace and, where nothing forbids it,"
        " takes over the node.",
        "leave that to the pipeline or operator that deploys, and enforce a Pod Security level on the namespace.",
        INFO, STRICT, "create update patch", {"": "pods replicationcontrollers", **_WORKLOADS},
        "its holders get what any pod here can get",
        "kubelinter:access-to-create-pods kics:Permissive-access-to-create-Pods trivy:KSV-0048 kubescape:C-0188"
        " cis:5.1.4",
        more=f"delete {_BULK}", named=WEAKENS, owners=("operator", "deployer"),
    ),
    Right(
        "rbac-pod-exec-or-attach", "A role may run commands in pods",
        "exec and attach give a shell in every container the role reaches, with that container's files, credentials"
        " and rights; get alone is enough, over a web socket.",
        "drop pods/exec and pods/attach, or hand them to people for the time of an incident.",
        WARNING, STRICT, "create get", {"": "pods/exec pods/attach"}, "its holders get a shell in the pods",
        "polaris:clusterrolePodExecAttach polaris:rolePodExecAttach polaris:clusterrolebindingPodExecAttach"
        " polaris:rolebindingClusterRolePodExecAttach polaris:rolebindingRolePodExecAttach"
        " kics:RBAC-roles-with-exec-permission kics:RBAC-roles-with-attach-permission trivy:KSV-0053 trivy:KSV-0054"
        " checkov:CKV2_K8S_2 kubescape:C-0002",
        named=WEAKENS, at="resource",
    ),
    Right(
        "rbac-port-forward", "A role may forward ports of pods",
        "a forwarded port reaches what listens inside the pod, past Services, network policies and the login in front.",
        "drop pods/portforward outside namespaces where people develop.",
        INFO, STRICT, "create update patch", {"": "pods/portforward"}, "its holders reach any port of the pods",
        "kics:RBAC-roles-with-port-forwarding-permission kubescape:C-0063",
        named=WEAKENS, at="resource",
    ),
    Right(
        "rbac-nodes-proxy", "A role may talk to kubelets through nodes/proxy",
        "the kubelet's own API runs commands in every pod of the node, past admission control and the audit log; get"
        " alone is enough.",
        "allow ``nodes/metrics`` and ``nodes/stats``, which is all that a collector of metrics reads.",
        WARNING, STRICT, "get create connect", {"": "nodes/proxy"}, "its holders run commands on the nodes",
        "trivy:KSV-0047 checkov:CKV2_K8S_2 kubescape:C-0279 cis:5.1.10",
        at="resource",
    ),
    Right(
        "rbac-impersonate", "A role may act as other users",
        "who impersonates a group or an account has all its rights, those of cluster administrators included.",
        "name the accounts: ``resources: [serviceaccounts]`` with ``resourceNames: [deployer]``.",
        WARNING, DEFAULT, "impersonate",
        {"": "users groups serviceaccounts", "authentication.k8s.io": "users groups uids userextras userextras/*"},
        "its holders act as somebody else",
        "checkov:CKV2_K8S_3 trivy:KSV-0043 kics:RBAC-roles-with-impersonate-permission kubescape:C-0065"
        " kubescape:C-0191 cis:5.1.8",
        named=WEAKENS,
    ),
    Right(
        "rbac-escalate-or-bind", "A role may give out more rights than it has",
        "the API server lets nobody write or bind a role with rights that he lacks; the verbs escalate and bind lift"
        " just that, and so does ``*``.",
        "write the verbs that are needed, without ``escalate`` and ``bind``, or name the roles in ``resourceNames``.",
        WARNING, DEFAULT, "escalate bind", {_RBAC: "roles clusterroles rolebindings clusterrolebindings"},
        "its holders make themselves administrator",
        "checkov:CKV_K8S_157 checkov:CKV_K8S_158 checkov:CKV2_K8S_1 trivy:KSV-0050 trivy:KSV-0051 trivy:KSV-0052"
        " kics:RBAC-roles-allow-privilege-escalation kubescape:C-0191 cis:5.1.8",
        named=WEAKENS,
    ),
    Right(
        "rbac-role-binding-write", "A role may change role bindings",
        "its holders hand their own rights to others, and whatever they may bind besides; the API server stops only"
        " what they do not have themselves.",
        "leave bindings to administrators, or name them in ``resourceNames``.",
        INFO, STRICT, "create update patch", {_RBAC: "rolebindings clusterrolebindings"},
        "its holders pass their rights on",
        "trivy:KSV-0055 kics:RBAC-roles-allow-privilege-escalation",
        named=WEAKENS,
    ),
    Right(
        "rbac-delete-audit-trail", "A role may delete events or logs of pods",
        "events and logs are what an investigation starts from; who deletes them leaves no trace.",
        "allow ``get``, ``list`` and ``watch``, and create for what writes events.",
        INFO, STRICT, "delete deletecollection", {"": "events pods/log", "events.k8s.io": "events"},
        "its holders remove traces",
        "trivy:KSV-0042 kubescape:C-0031",
        owners=("event",),
    ),
    Right(
        "rbac-persistent-volume-create", "A role may create PersistentVolumes",
        "a PersistentVolume of the type hostPath opens any directory of the node, past the Pod Security level that"
        " forbids hostPath in pods.",
        "allow PersistentVolumeClaims; a StorageClass makes the volumes.",
        INFO, STRICT, "create", {"": "persistentvolumes"}, "its holders mount directories of nodes",
        "kubescape:C-0278 cis:5.1.9",
        owners=("provisioner", "csi"),
    ),
    Right(
        "rbac-token-create", "A role may make tokens of service accounts",
        "a token of any account, those of controllers in kube-system included, with a lifetime of the maker's choice.",
        "name the accounts: ``resourceNames: [backup]``.",
        WARNING, STRICT, "create", {"": "serviceaccounts/token"}, "its holders act as any service account",
        "kubescape:C-0282 cis:5.1.13",
        named=SPARES, at="resource",
    ),
    Right(
        "rbac-webhook-config-write", "A role may change admission webhooks",
        "a webhook sees every object, Secrets too, and may rewrite it; switching one off switches off the policy that"
        " it enforces.",
        "name the one configuration that the program owns in ``resourceNames``.",
        WARNING, STRICT, _WRITE,
        {"admissionregistration.k8s.io": "mutatingwebhookconfigurations validatingwebhookconfigurations"},
        "its holders see and rewrite every request",
        "checkov:CKV_K8S_155 trivy:KSV-0114 kubescape:C-0281 cis:5.1.12",
        more=_BULK, named=SPARES,
    ),
    Right(
        "rbac-csr-approve", "A role may approve certificate requests",
        "a client certificate with the right names is any user or node, works until it expires and cannot be revoked.",
        "let the controllers approve, or name the signer: ``approve`` on ``signers`` with ``resourceNames``.",
        WARNING, DEFAULT, "update patch", {"certificates.k8s.io": "certificatesigningrequests/approval"},
        "its holders make certificates of any user",
        "checkov:CKV_K8S_156 kubescape:C-0280 cis:5.1.11",
        at="resource", limit=("approve", "certificates.k8s.io", "signers"),
    ),
    Right(
        "rbac-configmap-write", "A role may change ConfigMaps",
        "programs believe their ConfigMaps: addresses, scripts, switches of security; some steer the cluster itself.",
        "name the ConfigMaps in ``resourceNames``; use Leases to elect a leader.",
        INFO, ALL, f"{_WRITE} {_BULK}", {"": "configmaps"}, "its holders steer other programs",
        "trivy:KSV-0049",
        named=SPARES,
    ),
    Right(
        "rbac-network-write", "A role may change Services, Ingresses or network policies",
        "its holders lead traffic to pods of their own or lift the policy that keeps others out.",
        "allow ``get``, ``list`` and ``watch``, unless the program is a controller of the network.",
        INFO, ALL, f"{_WRITE} {_BULK}",
        {
            "": "services endpoints", "discovery.k8s.io": "endpointslices",
            "networking.k8s.io": "networkpolicies ingresses", "extensions": "networkpolicies ingresses",
        },
        "its holders redirect traffic",
        "trivy:KSV-0056",
        named=SPARES, owners=("ingress", "gateway", "operator"),
    ),
    Right(
        "rbac-service-status-write", "A role may change the status of Services",
        "an address written into the status of a LoadBalancer is answered by that Service on every node: its holders"
        " read traffic meant for others (CVE-2020-8554).",
        "drop services/status; only what implements load balancers writes it.",
        WARNING, STRICT, "update patch", {"": "services/status"}, "its holders intercept traffic",
        "checkov:CKV2_K8S_4",
        owners=("cloud-controller-manager", "metallb", "kube-vip"), at="resource",
    ),
    Right(
        "rbac-workload-delete", "A role may delete workloads or Secrets",
        "its holders stop programs and destroy credentials, on purpose or by one wrong selector.",
        "leave ``delete`` to what deploys, and name the objects in ``resourceNames``.",
        INFO, ALL, "delete deletecollection", {"": "secrets pods services", **_WORKLOADS}, "its holders stop programs",
        "kubescape:C-0007",
        named=SPARES, owners=("operator",),
    ),
)


def _documented(right: Right) -> str:
    """Write the documentation of a right from its line."""
    resources = dict.fromkeys(" ".join(right.on.values()).split())
    flags = [f"{', '.join(right.verbs.split())} or ``*`` on {', '.join(resources)} in a Role or ClusterRole."]
    if right.more:
        flags.append(f"As information, in the profile all, also {', '.join(right.more.split())}.")
    if right.named == WEAKENS:
        flags.append("Rules with ``resourceNames`` are information, in the profile all.")
    if right.limit:
        verb, _, kind = right.limit
        flags.append(f"Where the role may {verb} named {kind} only, this is information, in the profile all.")
    flags.append("What only ``*`` for resources allows is shown in the profile all: rbac-wildcard reports it.")
    spared = ["roles that a cluster comes with (admin, edit, view, system:* ...) or only its own bindings give out"]
    if right.named == SPARES:
        spared.append("rules with ``resourceNames``")
    if right.owners:
        spared.append(f"roles whose task it is, with {' or '.join(right.owners)} in their name")
    return documented(
        right.title, why=right.why, instead=right.instead, flags=" ".join(flags), not_flagged=f"{'; '.join(spared)}.",
        see="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    )


def _declared(right: Right) -> Rule:
    """Make the rule of a right."""
    def check(role: Resource, context: Context) -> Iterator[Problem]:
        for use in uses(role, right):
            yield Problem(
                use.verb if right.at == "verb" else use.resource,
                f"{use.said}: {right.then}",
                severity=INFO if use.weak else None,
                profile=ALL if use.resource == "*" or use.weak else DEFAULT,
            )

    declare = rule(
        PRIVILEGES, right.severity, on=Resource, when=ROLES, peers=right.peers, profile=right.profile, slug=right.slug
    )
    return declare(check)


DOCS = {right.slug: _documented(right) for right in RIGHTS}
RULES = tuple(_declared(right) for right in RIGHTS)
