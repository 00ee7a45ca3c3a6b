"""Rules on whom the kubelet lets in, and how the two sides know each other."""

from __future__ import annotations

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import ERROR
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING

from hullmark_kubernetes.controlplane.components import CONTROLLERS
from hullmark_kubernetes.controlplane.components import KUBELET
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.flagtests import by_command
from hullmark_kubernetes.controlplane.flagtests import by_file
from hullmark_kubernetes.controlplane.flagtests import either
from hullmark_kubernetes.controlplane.flagtests import holds
from hullmark_kubernetes.controlplane.flagtests import lacks
from hullmark_kubernetes.controlplane.flagtests import off
from hullmark_kubernetes.controlplane.flagtests import on
from hullmark_kubernetes.controlplane.flagtests import table
from hullmark_kubernetes.controlplane.flagtests import wrong

DOCS = {
    "kubelet-anonymous-auth": """The kubelet accepts anonymous requests.

Why: whoever reaches its port asks for logs and runs commands in every container of the node, as far as its
authorisation lets anonymous users.
Instead: ``authentication.anonymous.enabled: false`` in the KubeletConfiguration, or ``--anonymous-auth=false``.
Flags: the field or the flag where it is on; in the profile strict, a command line that does not have it, whose default
is on.
Not flagged: a KubeletConfiguration without the field, whose default is off; a command line with ``--config``.
See: https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
""",
    "kubelet-authorization-always-allow": """The kubelet allows every request.

Why: everybody with a credential of the cluster runs commands in every container of the node.
Instead: ``authorization.mode: Webhook`` in the KubeletConfiguration, or ``--authorization-mode=Webhook``.
Flags: AlwaysAllow as the mode.
Not flagged: a KubeletConfiguration without the field, whose default is Webhook.
See: https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
""",
    "kubelet-read-only-port": """The kubelet's read-only port is open.

Why: it tells everybody who asks which pods run on the node, with their whole specifications; it knows no credentials.
Instead: ``readOnlyPort: 0`` in the KubeletConfiguration, or ``--read-only-port=0``.
Flags: a port other than 0; in the profile strict, a command line without the flag, whose default is 10255.
Not flagged: a KubeletConfiguration without the field, whose default is 0; a command line with ``--config``.
See: https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
""",
    "kubelet-client-ca-missing": """The kubelet has no CA for client certificates.

Why: without it the kubelet cannot tell the API server from anybody else.
Instead: ``authentication.x509.clientCAFile`` in the KubeletConfiguration, or ``--client-ca-file``.
Flags: a KubeletConfiguration without the field, and a command line without the flag.
Not flagged: a file of any name; a command line with ``--config``, or without any flag.
See: https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/
""",
    "kubelet-tls-cert-missing": """The kubelet has no serving certificate.

Why: it signs one for itself, which the API server cannot verify.
Instead: ``serverTLSBootstrap: true`` in the KubeletConfiguration, or a certificate in ``tlsCertFile`` and
``tlsPrivateKeyFile``.
Flags: a KubeletConfiguration without one of the two fields, and a command line without one of the two flags.
Not flagged: ``serverTLSBootstrap: true``, ``--rotate-server-certificates``; ``--cert-dir``; a command line with
``--config``, or without any flag.
See: https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/
""",
    "kubelet-certificate-rotation-disabled": """Certificates of the kubelet are not rotated.

Why: when the certificate expires, the node drops out of the cluster until somebody renews it by hand; long-lived ones
are made to avoid this.
Instead: ``rotateCertificates: true``, and leave the feature gate as it is.
Flags: rotation that is off; the feature gate RotateKubeletServerCertificate=false, also of kube-controller-manager; in
the profile strict, a KubeletConfiguration without rotateCertificates, whose default is off.
Not flagged: an absent feature gate, which is on since Kubernetes 1.12; a command line without the flag.
See: https://kubernetes.io/docs/tasks/tls/certificate-rotation/
""",
    "kubelet-hostname-override": """The kubelet registers its node under another name.

Why: a certificate for the machine's name does not fit, logs name the node otherwise than the machine, and a node may
take another one's name.
Instead: leave the name to the machine, unless the cloud provider needs another.
Flags: ``--hostname-override`` of the kubelet, also among the arguments that kubeadm passes on.
Not flagged: ``--hostname-override`` of kube-proxy, which has to name the node as the kubelet does.
See: https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/
""",
}


def _self_signed(component: Component) -> bool:
    """Tell whether nobody else makes its serving certificate."""
    bootstrap = component.flag("rotate-server-certificates")
    return either(component) and (bootstrap is None or bootstrap.off)


_declare = table(__name__, KUBELET)

RULES = (
    _declare(
        "kubelet-anonymous-auth", PRIVILEGES, ERROR, DEFAULT,
        "checkov:CKV_K8S_138 trivy:KCV-0079 kics:Anonymous-auth-is-not-set-to-false kubescape:C-0069 kubescape:C-0172"
        " cis:4.2.1",
        on("anonymous-auth", then="requests need no credentials"),
        lacks(
            "anonymous-auth", then="requests need no credentials",
            when=lambda component: by_command(component) and component.flag("anonymous-auth") is None,
        ),
    ),
    _declare(
        "kubelet-authorization-always-allow", PRIVILEGES, ERROR, DEFAULT,
        "checkov:CKV_K8S_139 trivy:KCV-0080 kics:Authorization-mode-set-to-always-allow kubescape:C-0173 cis:4.2.2",
        holds("authorization-mode", items=("AlwaysAllow",), then="every request is allowed"),
    ),
    _declare(
        "kubelet-read-only-port", EXPOSURE, ERROR, DEFAULT,
        "checkov:CKV_K8S_141 trivy:KCV-0082 kics:Kubelet-read-only-port-is-not-set-to-zero kubescape:C-0175 cis:4.2.4",
        wrong("read-only-port", judge=lambda flag: flag.number != 0, then="the port asks for no credentials"),
        lacks("read-only-port", then="port 10255 asks for no credentials", when=by_command),
    ),
    _declare(
        "kubelet-client-ca-missing", ENCRYPTION, WARNING, STRICT,
        "trivy:KCV-0081 checkov:CKV_K8S_140 kics:Client-certificate-authentication-not-set-up-properly"
        " kubescape:C-0070 kubescape:C-0174 cis:4.2.3",
        lacks("client-ca-file", then="no client certificate is accepted", when=either),
    ),
    _declare(
        "kubelet-tls-cert-missing", ENCRYPTION, INFO, ALL,
        "checkov:CKV_K8S_148 trivy:KCV-0088 trivy:KCV-0089 kics:TLS-connection-certificate-not-set-up"
        " kubescape:C-0181 cis:4.2.9",
        lacks(
            "tls-cert-file", "tls-private-key-file", unless=("cert-dir",), when=_self_signed,
            then="the API server cannot verify the node",
        ),
    ),
    table(__name__, KUBELET, CONTROLLERS)(
        "kubelet-certificate-rotation-disabled", ENCRYPTION, WARNING, DEFAULT,
        "checkov:CKV_K8S_112 checkov:CKV_K8S_149 trivy:KCV-0038 trivy:KCV-0090 trivy:KCV-0091"
        " kics:Kubelet-client-periodic-certificate-switch-disabled kics:Rotate-Kubelet-server-certificate-not-active"
        " kubescape:C-0149 kubescape:C-0182 kubescape:C-0183 cis:1.3.6 cis:4.2.10 cis:4.2.11",
        off("rotate-certificates", then="the node drops out when its certificate expires"),
        holds("feature-gates", items=("RotateKubeletServerCertificate=false",), then="certificates are not renewed"),
        lacks("rotate-certificates", then="the node drops out when its certificate expires", when=by_file),
    ),
    _declare(
        "kubelet-hostname-override", PRIVILEGES, INFO, ALL,
        "checkov:CKV_K8S_146 trivy:KCV-0086 kics:Kubelet-hostname-override-is-set kubescape:C-0179 cis:4.2.7",
        wrong("hostname-override", judge=lambda flag: True, then="the node is named otherwise than its machine"),
    ),
)
