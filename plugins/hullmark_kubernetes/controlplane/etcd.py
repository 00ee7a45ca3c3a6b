"""Rules on etcd: whom it serves, how its members talk to each other, and whose certificates it accepts."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import DEFAULT
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem

from hullmark_kubernetes.controlplane.commandlines import component_of
from hullmark_kubernetes.controlplane.components import APISERVER
from hullmark_kubernetes.controlplane.components import ETCD
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.endpoints import clear
from hullmark_kubernetes.controlplane.flagtests import Test
from hullmark_kubernetes.controlplane.flagtests import first
from hullmark_kubernetes.controlplane.flagtests import lacks
from hullmark_kubernetes.controlplane.flagtests import off
from hullmark_kubernetes.controlplane.flagtests import on
from hullmark_kubernetes.controlplane.flagtests import table
from hullmark_kubernetes.tree import Resource

DOCS = {
    "etcd-client-tls-missing": """etcd serves clients without mutual TLS.

Why: whoever reaches the port reads and writes all that etcd holds; that of a cluster holds every Secret and every role.
Instead: ``--cert-file``, ``--key-file``, ``--client-cert-auth=true`` and ``--trusted-ca-file``; https:// addresses.
Flags: ``--auto-tls``, whose certificates nobody verifies, and ``--client-cert-auth=false``; in the namespace
kube-system an http:// address in ``--listen-client-urls`` or ``--advertise-client-urls``. In the profile strict, such
an address anywhere, and a command line without one of the three flags.
Not flagged: the loopback, and addresses of metrics; what variables set (ETCD_CERT_FILE); ``--config-file``; a command
line of which a part is in sight and that has some of the flags; what kubeadm sets by itself.
See: https://etcd.io/docs/latest/op-guide/security/
""",
    "etcd-peer-tls-missing": """Members of etcd talk to each other without mutual TLS.

Why: whoever reaches the port joins the cluster, or reads what its members tell each other: all of its data.
Instead: ``--peer-cert-file``, ``--peer-key-file``, ``--peer-client-cert-auth=true`` and ``--peer-trusted-ca-file``.
Flags: ``--peer-auto-tls``, whose certificates nobody verifies, and ``--peer-client-cert-auth=false``; in the namespace
kube-system an http:// address in ``--listen-peer-urls`` or ``--initial-advertise-peer-urls``. In the profile strict,
such an address anywhere, and a command line without one of the three flags, as information where there is one member.
Not flagged: the loopback; what variables set (ETCD_PEER_CERT_FILE); ``--config-file``; a command line of which a part
is in sight and that has some of the flags; what kubeadm sets by itself.
See: https://etcd.io/docs/latest/op-guide/security/
""",
    "etcd-shared-ca": """etcd accepts the certificates of all users of the cluster.

Why: with the CA of the API server's clients every user and every node with a certificate of the cluster is let into
etcd, around all roles.
Instead: a CA that signs certificates for etcd only: ``--trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt``.
Flags: ``--trusted-ca-file`` of etcd that is the ``--client-ca-file`` of a kube-apiserver in the same set of manifests.
Not flagged: different files of one name.
See: https://kubernetes.io/docs/setup/best-practices/certificates/
""",
}


def _open(*names: str) -> Test:
    """Flag the first address without TLS: in any profile for the etcd of a cluster, which holds its Secrets."""

    def test(component: Component, context: Context) -> Iterator[Problem]:
        profile = DEFAULT if component.resource.namespace == "kube-system" else STRICT
        for url in component.items(*names):
            if clear(url):
                yield Problem(url, f"etcd listens at {url} in the clear", profile=profile)
                return

    return test


def _peers(component: Component, context: Context) -> Iterator[Problem]:
    """Flag what members need to know each other, as information where there is one member."""
    alone = len(component.items("initial-cluster")) == 1
    for problem in _PEER_FILES(component, context):
        yield problem._replace(severity=INFO) if alone else problem


def _shared(component: Component, context: Context) -> Iterator[Problem]:
    """Flag a CA that is also that of the API server's clients."""
    flag = component.flag("trusted-ca-file")
    if flag is None or not flag.given or flag.value is None or not flag.value.known:
        return
    for other in _apiservers(component.resource):
        ca = other.flag("client-ca-file")
        if ca is not None and ca.value is not None and ca.value.strip() == flag.value.strip():
            yield Problem(flag, f"{flag}: the API server trusts the same CA, so its users get into etcd")
            return


def _apiservers(resource: Resource) -> Iterator[Component]:
    """Yield the API servers of a set of objects, or of a file that belongs to none."""
    resources = resource.set.resources if resource.set is not None else resource.document.tree.resources
    for other in resources:
        for pod in other.pods:
            for container in pod.containers:
                component = component_of(container)
                if component is not None and component.key == APISERVER:
                    yield component


_PEER_FILES = lacks(
    "peer-cert-file", "peer-key-file", "peer-client-cert-auth", then="its members cannot tell who talks to them",
    unless=("config-file",), together=True, kin=("peer-auto-tls", "peer-trusted-ca-file"), pairs=True,
)
_declare = table(__name__, ETCD)

RULES = (
    _declare(
        "etcd-client-tls-missing", ENCRYPTION, ERROR, DEFAULT,
        "checkov:CKV_K8S_116 checkov:CKV_K8S_117 checkov:CKV_K8S_118 trivy:KCV-0042 trivy:KCV-0043 trivy:KCV-0044"
        " kics:etcd-TLS-certificate-files-not-properly-set"
        " kics:etcd-client-certificate-authentication-set-to-false kics:Auto-TLS-set-to-true kubescape:C-0153"
        " kubescape:C-0154 kubescape:C-0155 cis:2.1 cis:2.2 cis:2.3 nsa:etcd",
        first(
            _open("listen-client-urls", "advertise-client-urls"),
            on("auto-tls", then="clients cannot verify its certificate"),
            off("client-cert-auth", then="clients need no certificate"),
            lacks(
                "cert-file", "key-file", "client-cert-auth", then="clients are served without mutual TLS",
                unless=("config-file",), together=True, kin=("auto-tls", "trusted-ca-file"), pairs=True,
            ),
        ),
    ),
    _declare(
        "etcd-peer-tls-missing", ENCRYPTION, ERROR, DEFAULT,
        "checkov:CKV_K8S_119 checkov:CKV_K8S_121 trivy:KCV-0045 trivy:KCV-0046 trivy:KCV-0047"
        " kics:etcd-peer-TLS-certificate-files-not-properly-set"
        " kics:etcd-peer-client-certificate-authentication-set-to-false kics:Peer-auto-TLS-set-to-true"
        " kubescape:C-0156 kubescape:C-0157 kubescape:C-0158 cis:2.4 cis:2.5 cis:2.6",
        first(
            _open("listen-peer-urls", "initial-advertise-peer-urls"),
            on("peer-auto-tls", then="members cannot verify each other's certificate"),
            off("peer-client-cert-auth", then="members need no certificate"),
            _peers,
        ),
    ),
    _declare(
        "etcd-shared-ca", ENCRYPTION, WARNING, DEFAULT,
        "kics:Certificate-authority-is-not-unique kubescape:C-0159 cis:2.7",
        _shared,
    ),
)
