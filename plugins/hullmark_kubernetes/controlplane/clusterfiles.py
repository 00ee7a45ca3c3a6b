"""Components of the control plane as configuration files set them up: kubeadm's kinds and the components' own."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Span
from hullmark.plugin import bare
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_kubernetes.controlplane.commandlines import normal
from hullmark_kubernetes.controlplane.components import ADDITION
from hullmark_kubernetes.controlplane.components import APISERVER
from hullmark_kubernetes.controlplane.components import CONTROLLERS
from hullmark_kubernetes.controlplane.components import ETCD
from hullmark_kubernetes.controlplane.components import KUBELET
from hullmark_kubernetes.controlplane.components import NAMES
from hullmark_kubernetes.controlplane.components import PART
from hullmark_kubernetes.controlplane.components import PROXY
from hullmark_kubernetes.controlplane.components import SCHEDULER
from hullmark_kubernetes.controlplane.components import WHOLE
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.components import Flag
from hullmark_kubernetes.tree import Resource

#: Kinds of the components' own configuration: the component, and its fields with the flags they stand for.
FIELDS: dict[str, tuple[str, dict[str, str]]] = {
    "KubeletConfiguration": (KUBELET, {
        "authentication.anonymous.enabled": "anonymous-auth",
        "authentication.x509.clientCAFile": "client-ca-file",
        "authorization.mode": "authorization-mode",
        "eventRecordQPS": "event-qps",
        "featureGates": "feature-gates",
        "makeIPTablesUtilChains": "make-iptables-util-chains",
        "podPidsLimit": "pod-max-pids",
        "protectKernelDefaults": "protect-kernel-defaults",
        "readOnlyPort": "read-only-port",
        "rotateCertificates": "rotate-certificates",
        "serverTLSBootstrap": "rotate-server-certificates",
        "streamingConnectionIdleTimeout": "streaming-connection-idle-timeout",
        "tlsCertFile": "tls-cert-file",
        "tlsCipherSuites": "tls-cipher-suites",
        "tlsMinVersion": "tls-min-version",
        "tlsPrivateKeyFile": "tls-private-key-file",
    }),
    "KubeProxyConfiguration": (PROXY, {"metricsBindAddress": "metrics-bind-address"}),
    "KubeSchedulerConfiguration": (SCHEDULER, {"enableProfiling": "profiling"}),
}

#: Where kubeadm's kinds hold further flags of each component.
_EXTRA: dict[str, tuple[str, ...]] = {
    APISERVER: ("apiServer", "extraArgs"),
    CONTROLLERS: ("controllerManager", "extraArgs"),
    SCHEDULER: ("scheduler", "extraArgs"),
    ETCD: ("etcd", "local", "extraArgs"),
    KUBELET: ("nodeRegistration", "kubeletExtraArgs"),
}
#: Kinds with kubeadm's configuration in them, and where: cluster, init and join are fields of Cluster API's.
_KUBEADM = ("ClusterConfiguration", "InitConfiguration", "JoinConfiguration")
_CLUSTER_API = {
    "KubeadmControlPlane": ("spec", "kubeadmConfigSpec"),
    "KubeadmControlPlaneTemplate": ("spec", "template", "spec", "kubeadmConfigSpec"),
    "KubeadmConfig": ("spec",),
    "KubeadmConfigTemplate": ("spec", "template", "spec"),
}
_PARTS = ("clusterConfiguration", "initConfiguration", "joinConfiguration")
#: The kinds that ``kubeadm_in`` finds something in.
KUBEADM_KINDS = (*_KUBEADM, *_CLUSTER_API)

#: Flags that kubeadm sets where nobody else does.
_BY_KUBEADM = {
    APISERVER: (
        "client-ca-file=/etc/kubernetes/pki/ca.crt authorization-mode=Node,RBAC"
        " enable-admission-plugins=NodeRestriction etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt"
        " etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt"
        " etcd-keyfile=/etc/kubernetes/pki/apiserver-etcd-client.key etcd-servers=https://127.0.0.1:2379"
        " kubelet-client-certificate=/etc/kubernetes/pki/apiserver-kubelet-client.crt"
        " kubelet-client-key=/etc/kubernetes/pki/apiserver-kubelet-client.key"
        " service-account-key-file=/etc/kubernetes/pki/sa.pub tls-cert-file=/etc/kubernetes/pki/apiserver.crt"
        " tls-private-key-file=/etc/kubernetes/pki/apiserver.key"
    ),
    CONTROLLERS: (
        "bind-address=127.0.0.1 root-ca-file=/etc/kubernetes/pki/ca.crt use-service-account-credentials=true"
        " service-account-private-key-file=/etc/kubernetes/pki/sa.key"
    ),
    SCHEDULER: "bind-address=127.0.0.1",
    ETCD: (
        "cert-file=/etc/kubernetes/pki/etcd/server.crt client-cert-auth=true"
        " key-file=/etc/kubernetes/pki/etcd/server.key peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt"
        " peer-client-cert-auth=true peer-key-file=/etc/kubernetes/pki/etcd/peer.key"
    ),
    KUBELET: "config=/var/lib/kubelet/config.yaml",
}


def components_of(resource: Resource) -> Iterator[Component]:
    """Yield the components that an object sets up other than in containers."""
    entry = FIELDS.get(resource.kind)
    if entry is not None:
        yield _of_fields(resource, *entry)
    elif resource.kind == "Cluster" and resource.group == "provisioning.cattle.io":
        yield from arguments_of(resource, resource.spec.mapping("rkeConfig", "machineGlobalConfig"))
    for holder in kubeadm_in(resource):
        yield from _of_kubeadm(resource, holder)


def kubeadm_in(resource: Resource) -> list[Mapping]:
    """Return the configurations of kubeadm that an object is, or holds for Cluster API."""
    if resource.kind in _KUBEADM:
        return [resource.node]
    path = _CLUSTER_API.get(resource.kind)
    return [resource.node.mapping(*path, part) for part in _PARTS] if path is not None else []


def _of_fields(resource: Resource, key: str, fields: dict[str, str]) -> Component:
    """Return the component of a configuration with fields of its own."""
    flags: list[Flag] = []
    for path, name in fields.items():
        steps = path.split(".")
        node = resource.node.find(*steps)
        grip = resource.node.grip(*steps)
        if node is not None and grip is not None:
            flags += _values(name, node, path, grip)
    return Component(key, flags, resource.kind_text or resource.grip, resource, extent=WHOLE, file=True)


def _values(name: str, node: Node, label: str, key: Scalar) -> Iterator[Flag]:
    """Yield the flags that a field stands for: one, one for each item of a list or entry of a map."""
    if isinstance(node, Scalar):
        if not node.null:
            yield Flag(name, node.text, label, _entry(key, node))
    elif isinstance(node, Sequence):
        for item in node.texts:
            yield Flag(name, item, label, item.span)
    else:
        for entry, value in node:
            if isinstance(value, Scalar):
                text = entry.text.substitute(f"{entry.value}={value.value}", value.text.known)
                yield Flag(name, text, label, _entry(entry, value))


def _entry(key: Scalar, value: Scalar) -> Span:
    """Return the range of a key with its value."""
    return Span(key.start, max(key.end, value.span.end))


def _of_kubeadm(resource: Resource, holder: Mapping) -> Iterator[Component]:
    """Yield the components that a configuration of kubeadm gives flags to, with those that kubeadm sets itself."""
    for key, path in _EXTRA.items():
        node = holder.find(*path)
        grip = holder.grip(*path)
        if grip is None or not isinstance(node, (Mapping, Sequence)):
            continue
        flags = list(_extra(node))
        own = {flag.name for flag in flags}
        flags += (
            Flag(name, bare(value), f"--{name}", grip.span)
            for name, _, value in (pair.partition("=") for pair in _BY_KUBEADM[key].split())
            if name not in own
        )
        yield Component(key, flags, grip, resource, extent=ADDITION if key == KUBELET else PART)


def _extra(node: Mapping | Sequence) -> Iterator[Flag]:
    """Yield the flags of ``extraArgs``: a map, or since v1beta4 a list of names with values."""
    if isinstance(node, Mapping):
        for key, value in node:
            if isinstance(value, Scalar):
                yield Flag(normal(key.value), value.text, key.value, _entry(key, value))
        return
    for item in node.mappings:
        name, said = item.text("name"), item.scalar("value")
        if name is not None and said is not None:
            yield Flag(normal(name), said.text, str(name), said.span)


def arguments_of(resource: Resource, holder: Mapping) -> Iterator[Component]:
    """Yield the components of k3s and RKE2 that are given flags: ``kube-apiserver-arg: [name=value]``.

    A field with a plus adds to what another file of the configuration says.
    """
    for key in NAMES:
        fields = (f"{key}-arg", f"{key}-arg+")
        grip = holder.key(fields[0]) or holder.key(fields[1])
        if grip is None:
            continue
        flags = []
        for text in (text for field in fields for text in holder.texts(field)):
            name, equals, _ = text.partition("=")
            value = text.part(len(name) + 1) if equals else None
            flags.append(Flag(normal(name.lstrip("-")), value, name, text.span))
        yield Component(key, flags, grip, resource, extent=ADDITION)
