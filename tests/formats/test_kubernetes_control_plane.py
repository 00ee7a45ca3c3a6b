"""Components of the control plane: found on command lines and in configurations, with their flags."""

from __future__ import annotations

from typing import Any

import pytest

from hullmark.plugin import bare
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.controlplane.durations import seconds
from hullmark_kubernetes.controlplane.endpoints import clear
from hullmark_kubernetes.controlplane.endpoints import loopback
from hullmark_kubernetes.format import parse_document
from hullmark_kubernetes.options import KubernetesOptions


def components(text: str) -> list[Component]:
    document = parse_document("a.yaml", text, KubernetesOptions(), lambda kind: True)
    return [fact for fact in document.facts if isinstance(fact, Component)]


def container(fields: str) -> list[Component]:
    """Return the components of a pod with one container, whose fields are written in flow style."""
    return components(f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n  - {{{fields}}}\n")


def flags(component: Component) -> dict[str, Any]:
    return {
        name: found[-1].value if found[-1].value is None else str(found[-1].value)
        for name, found in component.flags.items()
    }


@pytest.mark.parametrize(
    "fields",
    (
        "command: [kube-apiserver, --a=1, --b, '2', --c]",
        "command: [/usr/local/bin/kube-apiserver], args: [--a=1, --b, '2', --c]",
        "command: [/bin/sh, -c, 'set -e; exec kube-apiserver --a=1 --b 2 --c 2>&1 | tee /log']",
        "command: [sh, -c, \"kube-apiserver \\\\\\n  --a=1 \\\\\\n  --b '2' --c\"]",
        "command: [/hyperkube, apiserver, --a=1, --b, '2', --c]",
        "command: [/hyperkube, kube-apiserver, -a=1, -b, '2', -c]",
        "command: [/go-runner, --log-file=/var/log/a, kube-apiserver, --a=1, --b, '2', --c]",
        "image: 'registry.k8s.io/kube-apiserver:v1.30.2', args: [--a=1, --b, '2', --c]",
    ),
)
def test_one_command_line_in_many_forms(fields: str) -> None:
    found = container(fields)
    assert [component.key for component in found] == ["kube-apiserver"]
    assert flags(found[0]) == {"a": "1", "b": "2", "c": None}


@pytest.mark.parametrize(
    "fields",
    (
        "image: 'registry.k8s.io/kube-apiserver:v1.30.2'",
        "command: [etcdctl, get, a]",
        "command: [cat, /etc/kubernetes/kube-apiserver.yaml]",
        "command: [kube-apiserver, --version]",
        "image: 'example.com/kubelet-exporter:1', args: [--port=1]",
        "command: [sleep, '1']",
    ),
)
def test_other_programs_are_no_components(fields: str) -> None:
    assert container(fields) == []


def test_a_repeated_flag_counts_as_it_stands_last_and_lists_join() -> None:
    component = container("command: [kubelet, --v=1, --v=2, '--x=a,b', --x, c]")[0]
    assert str(component.flag("v")) == "--v=2"
    assert component.items("x") == ["a", "b", "c"]


@pytest.mark.parametrize(
    "fields,whole",
    (
        ("command: [kube-apiserver, --etcd-servers=unix]", True),
        ("command: [kube-apiserver, --v=2]", False),
        ("command: [kube-scheduler, --config=/a]", True),
        ("command: [kubelet, --bootstrap-kubeconfig=/a]", True),
    ),
)
def test_a_command_line_is_whole_where_it_could_work(fields: str, whole: bool) -> None:
    assert container(fields)[0].whole is whole


def test_variables_of_etcd_are_flags_behind_which_the_command_line_stands() -> None:
    component = container(
        "command: [etcd, --name=a], env: [{name: ETCD_NAME, value: b}, {name: ETCD_CERT_FILE, value: /c}, {name: A}]"
    )[0]
    assert flags(component) == {"name": "a", "cert-file": "/c"}


def test_a_version_is_that_of_the_components_own_image() -> None:
    own = container("image: 'registry.k8s.io/kube-apiserver-amd64:v1.16.2', command: [kube-apiserver]")[0]
    other = container("image: 'example.com/all:v3.1.0', command: [kube-apiserver]")[0]
    assert (own.version, other.version) == ((1, 16), None)


@pytest.mark.parametrize(
    "text",
    (
        "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\napiServer: {extraArgs: {my-flag: '1'}}\n",
        "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n"
        "apiServer: {extraArgs: [{name: my-flag, value: '1'}]}\n",
        "apiVersion: controlplane.cluster.x-k8s.io/v1beta1\nkind: KubeadmControlPlane\nspec: {kubeadmConfigSpec:"
        " {clusterConfiguration: {apiServer: {extraArgs: {my-flag: '1'}}}}}\n# kubeadm\n",
        "apiVersion: provisioning.cattle.io/v1\nkind: Cluster\n"
        "spec: {rkeConfig: {machineGlobalConfig: {kube-apiserver-arg: [my-flag=1]}}}\n",
        "write-kubeconfig-mode: '0644'\nkube-apiserver-arg:\n- my-flag=0\n- my-flag=1\n",
        "kube-apiserver-arg: my-flag=1\n",
        "kube-apiserver-arg: [my-flag=0]\nkube-apiserver-arg+: [my-flag=1]\n",
    ),
)
def test_configurations_of_clusters_pass_flags_on(text: str) -> None:
    found = components(text)
    assert [component.key for component in found] == ["kube-apiserver"]
    assert flags(found[0])["my-flag"] == "1"
    assert not found[0].whole


def test_kubeadm_sets_flags_of_its_own_unless_they_are_given() -> None:
    text = "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\napiServer: {extraArgs: %s}\n"
    assert flags(components(text % "{}")[0])["authorization-mode"] == "Node,RBAC"
    assert flags(components(text % "{authorization-mode: Node}")[0])["authorization-mode"] == "Node"


def test_fields_of_a_configuration_are_flags() -> None:
    component = components(
        "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nreadOnlyPort: 0\n"
        "authentication: {anonymous: {enabled: false}}\nfeatureGates: {A: true}\ntlsCipherSuites: [a, b]\n"
        "podPidsLimit:\n"
    )[0]
    assert flags(component) == {
        "read-only-port": "0", "anonymous-auth": "false", "feature-gates": "A=true", "tls-cipher-suites": "b",
    }
    assert str(component.grip) == "KubeletConfiguration"
    assert str(component.flag("anonymous-auth")) == "authentication.anonymous.enabled=false"


@pytest.mark.parametrize(
    "text",
    (
        "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\napiServer: []\n",
        "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer: {extraArgs: [a, {name: b}, [c]]}\n",
        "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthentication: [a]\n"
        "readOnlyPort: {a: b}\n",
        "apiVersion: v1\nkind: Pod\nspec: {containers: [{command: kubelet, args: {a: b}}, {command: [[kubelet]]}]}\n",
    ),
)
def test_odd_files_are_no_crash(text: str) -> None:
    components(text)


@pytest.mark.parametrize(
    "text,expected",
    (("0", 0), ("0s", 0), ("90s", 90), ("1h30m", 5400), ("1m0.5s", 60.5), ("-5m", -300), ("60", None), ("", None)),
)
def test_durations(text: str, expected: float | None) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize(
    "address,expected",
    (
        ("127.0.0.1", True), ("127.1.2.3:10257", True), ("::1", True), ("[::1]:80", True), ("localhost:1", True),
        ("0.0.0.0", False), ("127.0.0.1.example.com", False), ("", False),
    ),
)
def test_the_loopback(address: str, expected: bool) -> None:
    assert loopback(address) is expected


@pytest.mark.parametrize(
    "url,expected",
    (
        ("http://etcd:2379", True), ("http://0.0.0.0:2379", True), ("https://etcd:2379", False),
        ("http://127.0.0.1:2379", False), ("http://localhost", False), ("http://[::1]:2379", False),
        ("unix:///a", False),
    ),
)
def test_addresses_in_the_clear(url: str, expected: bool) -> None:
    assert clear(bare(url)) is expected
