"""Rules on the certificates and ports of kube-apiserver: whom it serves, and how it talks to kubelets and etcd."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem

from hullmark_kubernetes.controlplane.components import APISERVER
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.endpoints import clear
from hullmark_kubernetes.controlplane.flagtests import first
from hullmark_kubernetes.controlplane.flagtests import forbids
from hullmark_kubernetes.controlplane.flagtests import lacks
from hullmark_kubernetes.controlplane.flagtests import off
from hullmark_kubernetes.controlplane.flagtests import table
from hullmark_kubernetes.controlplane.flagtests import wrong

DOCS = {
    "apiserver-client-ca-missing": """The API server has no CA for client certificates.

Why: without it no client certificate is accepted, so kubelets, the scheduler and administrators have to come with
tokens or passwords, which leak more easily.
Instead: name the CA of the cluster: ``--client-ca-file=/etc/kubernetes/pki/ca.crt``.
Flags: kube-apiserver whose command line, or that of a kubeadm configuration, has no ``--client-ca-file`` with a value.
Not flagged: a file of any name; what kubeadm sets by itself.
See: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates
""",
    "apiserver-etcd-tls-missing": """The API server talks to etcd without mutual TLS.

Why: everything that the cluster knows, Secrets too, travels on this connection; without certificates it can be read
and anybody who reaches etcd can write it.
Instead: ``--etcd-servers=https://...`` with ``--etcd-cafile``, ``--etcd-certfile`` and ``--etcd-keyfile``.
Flags: an http:// address in ``--etcd-servers`` that is not the loopback; a command line with ``--etcd-servers`` that
lacks one of the three files; one without ``--etcd-servers``, which is a part of the whole, that names none of the
files, or a certificate without its key or a key without its certificate.
Not flagged: etcd behind a UNIX socket; what kubeadm sets by itself.
See: https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#securing-etcd-clusters
""",
    "apiserver-insecure-port": """The API server has an insecure port.

Why: requests on this port are neither authenticated nor authorised: whoever reaches it owns the cluster. Kubernetes
1.24 has no such port any more and refuses the flags.
Instead: delete the flags.
Flags: ``--insecure-bind-address`` and ``--insecure-port`` with a value other than 0.
Not flagged: their absence; ``--insecure-port=0``.
""",
    "apiserver-kubelet-ca-missing": """The API server does not verify the certificates of kubelets.

Why: a machine that takes over a node's address receives the API server's requests: logs, port forwards, exec.
Instead: ``--kubelet-certificate-authority=/etc/kubernetes/pki/ca.crt``, with serving certificates of that CA.
Flags: kube-apiserver without ``--kubelet-certificate-authority``.
Not flagged: anything else; kubeadm leaves the flag out, so it must be among the extra arguments.
See: https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/
""",
    "apiserver-kubelet-client-cert-missing": """The API server has no client certificate for kubelets.

Why: kubelets cannot tell the API server from anybody else, so they must serve anonymous requests or refuse its own.
Instead: ``--kubelet-client-certificate`` and ``--kubelet-client-key`` with a certificate of the kubelets' client CA.
Flags: kube-apiserver without one of the two flags.
Not flagged: what kubeadm sets by itself.
See: https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/
""",
    "apiserver-kubelet-https-disabled": """The API server talks to kubelets in the clear.

Why: logs, exec sessions and port forwards travel readable through the network. Kubernetes 1.22 refuses the flag.
Instead: delete the flag; HTTPS is the default.
Flags: ``--kubelet-https=false``.
Not flagged: its absence and ``--kubelet-https=true``.
""",
    "apiserver-secure-port-disabled": """The API server's secure port is off.

Why: without it there is no port with authentication, so clients must use the insecure one.
Instead: delete the flag or name a port: ``--secure-port=6443``.
Flags: ``--secure-port=0``.
Not flagged: its absence and any other port.
""",
    "apiserver-tls-cert-missing": """The API server has no serving certificate.

Why: it makes one for itself at each start, which no client can verify, so clients are told not to verify.
Instead: ``--tls-cert-file`` and ``--tls-private-key-file`` with a certificate that clients trust.
Flags: kube-apiserver without one of the two flags, also where the flag stands without a value.
Not flagged: ``--cert-dir``, which holds both; what kubeadm sets by itself.
See: https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
""",
}


def _etcd_in_clear(component: Component, context: Context) -> Iterator[Problem]:
    """Flag addresses of etcd without TLS."""
    for server in component.items("etcd-servers"):
        if clear(server):
            yield Problem(server, f"the API server talks to etcd at {server} in the clear", profile=DEFAULT)


def _by_network(component: Component) -> bool:
    """Tell whether etcd is, or may be, reached through the network."""
    servers = component.items("etcd-servers")
    return not servers or not all(server.startswith("unix") for server in servers)


_declare = table(__name__, APISERVER)

RULES = (
    _declare(
        "apiserver-client-ca-missing", ENCRYPTION, WARNING, STRICT,
        "trivy:KCV-0028 kics:Client-certificate-authentication-not-set-up-properly kubescape:C-0139 cis:1.2.25",
        lacks("client-ca-file", then="no client certificate is accepted"),
    ),
    _declare(
        "apiserver-etcd-tls-missing", ENCRYPTION, WARNING, DEFAULT,
        "checkov:CKV_K8S_99 checkov:CKV_K8S_102 trivy:KCV-0026 trivy:KCV-0029"
        " kics:etcd-TLS-certificate-not-properly-configured kics:etcd-client-certificate-file-not-defined"
        " kubescape:C-0137 kubescape:C-0140 cis:1.2.23 cis:1.2.26 nsa:etcd",
        first(
            _etcd_in_clear,
            lacks(
                "etcd-certfile", "etcd-keyfile", "etcd-cafile", then="etcd is asked without mutual TLS", together=True,
                pairs=True, when=_by_network,
            ),
        ),
    ),
    _declare(
        "apiserver-insecure-port", ENCRYPTION, ERROR, DEFAULT,
        "checkov:CKV_K8S_86 checkov:CKV_K8S_88 kics:Insecure-bind-address-set kics:Insecure-port-not-properly-set"
        " kubescape:C-0005 nsa:control-plane",
        forbids("insecure-bind-address", then="requests to it need no credentials"),
        wrong("insecure-port", judge=lambda flag: flag.number != 0, then="requests to it need no credentials"),
    ),
    _declare(
        "apiserver-kubelet-ca-missing", ENCRYPTION, INFO, ALL,
        "checkov:CKV_K8S_73 trivy:KCV-0006 kics:Kubelet-certificate-authority-not-set kubescape:C-0117 cis:1.2.5",
        lacks("kubelet-certificate-authority", then="certificates of kubelets are not verified"),
    ),
    _declare(
        "apiserver-kubelet-client-cert-missing", ENCRYPTION, WARNING, STRICT,
        "checkov:CKV_K8S_72 trivy:KCV-0005 kics:Kubelet-client-certificate-or-key-not-set kubescape:C-0116 cis:1.2.4",
        lacks("kubelet-client-certificate", "kubelet-client-key", then="kubelets cannot tell who asks"),
    ),
    _declare(
        "apiserver-kubelet-https-disabled", ENCRYPTION, ERROR, DEFAULT,
        "checkov:CKV_K8S_71 trivy:KCV-0004 kics:Kubelet-HTTPS-set-to-false",
        off("kubelet-https", then="kubelets are asked in the clear"),
    ),
    _declare(
        "apiserver-secure-port-disabled", ENCRYPTION, ERROR, DEFAULT,
        "checkov:CKV_K8S_89 trivy:KCV-0017 kics:Secure-port-set-to-zero kubescape:C-0128",
        wrong("secure-port", judge=lambda flag: flag.number == 0, then="no port asks for credentials"),
    ),
    _declare(
        "apiserver-tls-cert-missing", ENCRYPTION, WARNING, STRICT,
        "checkov:CKV_K8S_100 trivy:KCV-0027 kics:TLS-connection-certificate-not-set-up kubescape:C-0138 cis:1.2.24",
        lacks(
            "tls-cert-file", "tls-private-key-file", unless=("cert-dir",),
            then="clients cannot verify the API server",
        ),
    ),
)
