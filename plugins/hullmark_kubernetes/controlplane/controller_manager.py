"""Rules on kube-controller-manager, and on what it has in common with the rest of the control plane."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem

from hullmark_kubernetes.controlplane.components import ADDITION
from hullmark_kubernetes.controlplane.components import APISERVER
from hullmark_kubernetes.controlplane.components import CONTROLLERS
from hullmark_kubernetes.controlplane.components import SCHEDULER
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.endpoints import loopback
from hullmark_kubernetes.controlplane.flagtests import label
from hullmark_kubernetes.controlplane.flagtests import lacks
from hullmark_kubernetes.controlplane.flagtests import off
from hullmark_kubernetes.controlplane.flagtests import table
from hullmark_kubernetes.controlplane.flagtests import wrong

DOCS = {
    "controller-manager-root-ca-missing": """The controller manager gives pods no CA of the API server.

Why: pods find no certificate beside their token, so their clients cannot verify the API server, or do not try.
Instead: ``--root-ca-file=/etc/kubernetes/pki/ca.crt``.
Flags: kube-controller-manager without ``--root-ca-file``.
Not flagged: a file of any name; what kubeadm sets by itself.
See: https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/
""",
    "controller-manager-service-account-flags": """All controllers share one credential, or tokens have no key.

Why: with one credential every controller has the rights of all of them, and the audit log cannot tell them apart;
without a key the controller manager makes no tokens for service accounts.
Instead: ``--use-service-account-credentials=true`` and ``--service-account-private-key-file``.
Flags: ``--use-service-account-credentials`` that is off; kube-controller-manager without one of the flags.
Not flagged: a file of any name; what kubeadm sets by itself; a command line of which a part is in sight and that has
one of the flags.
See: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#controller-roles
""",
    "controller-manager-gc-threshold": """Finished pods are kept without a sensible bound.

Why: each finished pod stays an object in etcd; too many slow down every list and watch, none left takes logs away.
Instead: ``--terminated-pod-gc-threshold`` with a number that fits the cluster, 12500 at the most.
Flags: a threshold of 0 or less, which never collects, or above 12500; in the profile all, none.
Not flagged: numbers between these bounds.
See: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection
""",
    "control-plane-bind-address": """The controller manager or the scheduler listens on the network.

Why: its metrics and profiles help an attacker who is in the network, and nobody outside the machine needs the port.
Instead: ``--bind-address=127.0.0.1``, unless something collects the metrics from elsewhere.
Flags: kube-controller-manager and kube-scheduler with another ``--bind-address``, or with none.
Not flagged: any address of the loopback; what kubeadm sets by itself.
See: https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/
""",
    "control-plane-profiling-enabled": """Profiling of a control plane component is on.

Why: the profiles tell about the inside of the process, and making them costs it time: a request stops others.
Instead: ``--profiling=false``, or ``enableProfiling: false`` in a KubeSchedulerConfiguration.
Flags: kube-apiserver, kube-controller-manager and kube-scheduler where profiling is on, or not switched off.
Not flagged: ``--profiling=false``; a scheduler that is given ``--config``.
See: https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
""",
}


def _bound(component: Component, context: Context) -> Iterator[Problem]:
    """Flag an address that is not the loopback's, or none."""
    flag = component.flag("bind-address", "address")
    if flag is None or not flag.given:
        if component.extent != ADDITION and not component.file:
            yield Problem(component, f"{component.key} has no --bind-address: it listens on all interfaces")
    elif flag.value is not None and flag.value.known and not loopback(flag.value):
        yield Problem(flag, f"{flag}: {component.key} listens on the network")


def _profiled(component: Component, context: Context) -> Iterator[Problem]:
    """Flag profiling that is on, as it is where nobody switches it off."""
    flag = component.flag("profiling")
    if flag is None:
        if component.extent != ADDITION and not component.given("config"):
            yield Problem(component, f"{component.called} has no {label(component, 'profiling')}: profiling is on")
    elif flag.on:
        yield Problem(flag, f"{flag}: profiling is on")


_declare = table(__name__, CONTROLLERS)

RULES = (
    _declare(
        "controller-manager-root-ca-missing", ENCRYPTION, INFO, STRICT,
        "checkov:CKV_K8S_111 trivy:KCV-0037 kics:Root-CA-file-not-defined kubescape:C-0148 cis:1.3.5",
        lacks("root-ca-file", then="pods cannot verify the API server"),
    ),
    _declare(
        "controller-manager-service-account-flags", PRIVILEGES, INFO, STRICT,
        "checkov:CKV_K8S_108 checkov:CKV_K8S_110 trivy:KCV-0035 trivy:KCV-0036"
        " kics:Use-service-account-credentials-not-set-to-true kics:Service-account-private-key-file-not-defined"
        " kubescape:C-0146 kubescape:C-0147 cis:1.3.3 cis:1.3.4",
        off("use-service-account-credentials", then="all controllers share one credential", profile=STRICT),
        lacks(
            "use-service-account-credentials", "service-account-private-key-file", together=True,
            then="controllers share rights, or tokens have no key",
        ),
    ),
    _declare(
        "controller-manager-gc-threshold", RESILIENCE, INFO, STRICT,
        "checkov:CKV_K8S_106 trivy:KCV-0033 kics:Terminated-pod-garbage-collector-threshold-not-properly-set"
        " kubescape:C-0144 cis:1.3.1",
        wrong(
            "terminated-pod-gc-threshold", judge=lambda flag: flag.number is not None and not 0 < flag.number <= 12500,
            then="finished pods pile up", profile=STRICT,
        ),
        lacks("terminated-pod-gc-threshold", then="12500 finished pods are kept", profile=ALL),
    ),
    table(__name__, CONTROLLERS, SCHEDULER)(
        "control-plane-bind-address", EXPOSURE, INFO, ALL,
        "checkov:CKV_K8S_113 checkov:CKV_K8S_115 trivy:KCV-0039 trivy:KCV-0041 kics:Bind-address-not-properly-set"
        " kubescape:C-0150 kubescape:C-0152 cis:1.3.7 cis:1.4.2",
        _bound,
    ),
    table(__name__, APISERVER, CONTROLLERS, SCHEDULER)(
        "control-plane-profiling-enabled", PRIVILEGES, INFO, STRICT,
        "checkov:CKV_K8S_90 checkov:CKV_K8S_107 checkov:CKV_K8S_114 trivy:KCV-0018 trivy:KCV-0034 trivy:KCV-0040"
        " kics:Profiling-not-set-to-false kubescape:C-0129 kubescape:C-0145 kubescape:C-0151 cis:1.2.15 cis:1.3.2"
        " cis:1.4.1",
        _profiled,
    ),
)
