"""What a PodSecurityPolicy had better not admit: a table, and one rule for each line of it.

Source: https://kubernetes.io/docs/concepts/security/pod-security-policy/ and the reference of policy/v1beta1.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Rule
from hullmark.plugin import Text
from hullmark.plugin import documented
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_kubernetes.options import KubernetesOptions
from hullmark_kubernetes.tree import Resource

#: The version of Kubernetes that does not know the kind any more.
REMOVED = (1, 25)

_SECCOMP = "seccomp.security.alpha.kubernetes.io/defaultProfileName"

#: What finds the place in a policy that admits something; None where it does not.
Find = Callable[[Resource], Scalar | Text | None]


def _true(field: str, default: bool = False) -> Find:
    """Find a switch that is on; by default tells what the API server takes where it is missing."""
    def find(policy: Resource) -> Scalar | Text | None:
        if policy.spec.is_true(field):
            return policy.spec.scalar(field)
        return policy.at("spec") if default and not policy.spec.has(field) else None

    return find


def _items(field: str, *wanted: str) -> Find:
    """Find a list that holds one of some items, or any item where none is given."""
    def find(policy: Resource) -> Scalar | Text | None:
        items = policy.spec.texts(field)
        if any(item in wanted for item in items) if wanted else items:
            return policy.at("spec", field)
        return None

    return find


def _drops_nothing(policy: Resource) -> Scalar | Text | None:
    return None if policy.spec.texts("requiredDropCapabilities") else policy.at("spec", "requiredDropCapabilities")


def _keeps_net_raw(policy: Resource) -> Scalar | Text | None:
    dropped = policy.spec.texts("requiredDropCapabilities")
    if any(not text.known or text.upper().removeprefix("CAP_") in ("ALL", "NET_RAW") for text in dropped):
        return None
    return policy.at("spec", "requiredDropCapabilities")


def _admits_root(policy: Resource) -> Scalar | Text | None:
    user = policy.spec.mapping("runAsUser")
    rule = user.text("rule")
    if rule is None:
        return policy.at("spec", "runAsUser")
    if rule == "RunAsAny":
        return rule
    return next((low for item in user.mappings("ranges") if (low := item.text("min")) == "0"), None)


def _opens_host_paths(policy: Resource) -> Scalar | Text | None:
    spec = policy.spec
    if spec.has("volumes") and not {"hostPath", "*"}.intersection(spec.texts("volumes")):
        return None
    paths = spec.mappings("allowedHostPaths")
    if paths and all(path.is_true("readOnly") for path in paths):
        return None
    return policy.at("spec", "allowedHostPaths")


def _sets_no_seccomp(policy: Resource) -> Scalar | Text | None:
    profile = policy.annotations.text(_SECCOMP)
    if profile is None:
        return policy.at("metadata", "annotations")
    return None if not profile.known or profile in ("docker/default", "runtime/default") else profile


class Policy(NamedTuple):
    """What a policy may admit: ``find`` is given the policy, ``then`` is the message."""

    slug: str
    title: str
    why: str
    instead: str
    flags: str
    find: Find
    then: str
    peers: str
    category: str = PRIVILEGES


POLICIES = (
    Policy(
        "psp-privileged", "A PodSecurityPolicy admits privileged containers",
        "a privileged container has all rights of its node.",
        "``privileged: false``.", "``privileged: true``.",
        _true("privileged"), "the policy admits privileged containers",
        "checkov:CKV_K8S_2 kics:PSP-set-to-privileged kubescape:C-0213",
    ),
    Policy(
        "psp-host-pid", "A PodSecurityPolicy admits the process space of the host",
        "a pod with it sees every process of the node with its environment, and may send it signals.",
        "``hostPID: false``.", "``hostPID: true``.",
        _true("hostPID"), "the policy admits pods that see all processes of their node",
        "checkov:CKV_K8S_1 kics:PSP-allows-sharing-host-PID kubescape:C-0214",
    ),
    Policy(
        "psp-host-ipc", "A PodSecurityPolicy admits the IPC space of the host",
        "a pod with it reads and writes the shared memory of the node's programs.",
        "``hostIPC: false``.", "``hostIPC: true``.",
        _true("hostIPC"), "the policy admits pods that share memory with their node",
        "checkov:CKV_K8S_3 kics:PSP-allows-sharing-host-IPC kubescape:C-0215",
    ),
    Policy(
        "psp-host-network", "A PodSecurityPolicy admits the network of the host",
        "a pod with it listens on the node's addresses, past every network policy, and reaches what is local there.",
        "``hostNetwork: false``.", "``hostNetwork: true``.",
        _true("hostNetwork"), "the policy admits pods in the network of their node",
        "checkov:CKV_K8S_4 kics:PodSecurityPolicy-allows-host-network-sharing kubescape:C-0216",
    ),
    Policy(
        "psp-privilege-escalation", "A PodSecurityPolicy admits privilege escalation",
        "programs with the setuid bit gain rights that the container was not started with.",
        "``allowPrivilegeEscalation: false``.",
        "``allowPrivilegeEscalation: true``, or no such field: true is the default.",
        _true("allowPrivilegeEscalation", default=True), "the policy admits containers that gain more rights",
        "checkov:CKV_K8S_5 kics:PSP-allows-privilege-escalation kubescape:C-0217",
    ),
    Policy(
        "psp-root-allowed", "A PodSecurityPolicy admits root",
        "root in a container is root on the node as soon as something leads out of it.",
        "``runAsUser: {rule: MustRunAsNonRoot}``.",
        "``runAsUser`` missing, with the rule RunAsAny, or with a range that begins with 0.",
        _admits_root, "the policy admits containers that run as root",
        "checkov:CKV_K8S_6 kics:Root-containers-admitted kubescape:C-0218",
        USERS,
    ),
    Policy(
        "psp-capabilities-allowed", "A PodSecurityPolicy admits added capabilities",
        "each capability is a part of what root may do; some are all of it.",
        "leave ``allowedCapabilities`` out.", "``allowedCapabilities`` with an entry.",
        _items("allowedCapabilities"), "the policy admits capabilities beyond the default",
        "checkov:CKV_K8S_24 kics:PSP-with-added-capabilities kubescape:C-0219",
    ),
    Policy(
        "psp-capabilities-not-dropped", "A PodSecurityPolicy drops no capability",
        "containers keep what the runtime gives them: raw sockets, other owners' files, chroot.",
        "``requiredDropCapabilities: [ALL]``.", "``requiredDropCapabilities`` missing or empty.",
        _drops_nothing, "the policy makes containers drop no capability",
        "checkov:CKV_K8S_36 kics:Unrestricted-capabilities-in-PodSecurityPolicy kubescape:C-0220",
    ),
    Policy(
        "psp-net-raw-not-dropped", "A PodSecurityPolicy leaves NET_RAW to containers",
        "raw sockets forge packets: a pod answers for others on the node's network.",
        "``requiredDropCapabilities: [ALL]``.", "``requiredDropCapabilities`` without ALL and NET_RAW, or missing.",
        _keeps_net_raw, "the policy leaves NET_RAW to containers",
        "checkov:CKV_K8S_7 kics:NET_RAW-capabilities-disabled-for-PSP",
    ),
    Policy(
        "psp-host-path-unrestricted", "A PodSecurityPolicy admits any directory of the host",
        "a pod that writes to the node's files owns the node.",
        "list what may be mounted: ``allowedHostPaths: [{pathPrefix: /var/log, readOnly: true}]``.",
        "``allowedHostPaths`` missing, or with an entry that is not ``readOnly: true``, where ``volumes`` is missing or"
        " holds hostPath or ``*``.",
        _opens_host_paths, "the policy admits pods that write to files of their node",
        "kics:PSP-with-unrestricted-access-to-host-path",
    ),
    Policy(
        "psp-seccomp-not-default", "A PodSecurityPolicy sets no seccomp profile",
        "without a profile a container may make every system call, also those of the last kernel exploit.",
        f"the annotation ``{_SECCOMP}: runtime/default``.",
        f"the annotation ``{_SECCOMP}`` missing, or neither runtime/default nor docker/default.",
        _sets_no_seccomp, "the policy does not set the runtime's seccomp profile",
        "checkov:CKV_K8S_32",
    ),
    Policy(
        "psp-unmasked-proc-mount", "A PodSecurityPolicy admits an unmasked /proc",
        "the parts of /proc that show and change the kernel are hidden from containers for a reason.",
        "``allowedProcMountTypes: [Default]``.", "Unmasked in ``allowedProcMountTypes``.",
        _items("allowedProcMountTypes", "Unmasked"), "the policy admits containers that see all of /proc",
        "kics:Container-with-unmasked-/proc-access",
    ),
    Policy(
        "psp-unsafe-sysctls", "A PodSecurityPolicy admits unsafe sysctls",
        "these settings of the kernel are not kept apart: one pod changes them for the whole node.",
        "leave ``allowedUnsafeSysctls`` out.", "``allowedUnsafeSysctls`` with an entry.",
        _items("allowedUnsafeSysctls"), "the policy admits settings that change the kernel of the node",
        "kics:Cluster-allows-unsafe-sysctls",
    ),
)


def _documented(policy: Policy) -> str:
    """Write the documentation of a line."""
    spared = (
        "policies beside another one of the set that forbids it, since a cluster needs one for its own pods; clusters"
        f" of version {REMOVED[0]}.{REMOVED[1]} and later by the option ``version``, which do not know the kind."
    )
    return documented(
        policy.title, why=policy.why, instead=policy.instead, flags=f"a PodSecurityPolicy, {policy.flags}",
        not_flagged=spared, see="https://kubernetes.io/docs/concepts/security/pod-security-policy/",
    )


def _declared(policy: Policy) -> Rule:
    """Make the rule of a line."""
    def check(resource: Resource, context: Context) -> Iterator[Problem]:
        options = resource.document.options
        if isinstance(options, KubernetesOptions) and options.target is not None and options.target >= REMOVED:
            return
        place = policy.find(resource)
        if place is not None and not _forbidden_elsewhere(resource, policy.find):
            yield Problem(place, policy.then)

    declare = rule(
        policy.category, INFO, on=Resource, when=("PodSecurityPolicy",), peers=policy.peers, profile=STRICT,
        slug=policy.slug,
    )
    return declare(check)


def _forbidden_elsewhere(resource: Resource, find: Find) -> bool:
    """Tell whether another policy of the set does not admit it."""
    policies = resource.set.of("PodSecurityPolicy") if resource.set is not None else []
    return any(find(other) is None for other in policies)


DOCS = {policy.slug: _documented(policy) for policy in POLICIES}
RULES = tuple(_declared(policy) for policy in POLICIES)
