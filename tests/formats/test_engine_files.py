"""The files of containerd, BuildKit, Podman, k3s and Docker's client."""

from __future__ import annotations

import pathlib
import time

import pytest

from hullmark.document import Format
from hullmark.model import Container
from hullmark.model import Listener
from hullmark.model import Variable
from hullmark.model import Workload
from hullmark_daemon import bake
from hullmark_daemon import buildkitd
from hullmark_daemon import containerd
from hullmark_daemon import dockerconfig
from hullmark_daemon import k3sconfig
from hullmark_daemon import podman
from hullmark_daemon import registriesyaml
from hullmark_daemon.settings import Fault

from harness import call
from harness import codes
from harness import write

FORMATS = [module.FORMAT for module in (bake, buildkitd, containerd, dockerconfig, k3sconfig, podman, registriesyaml)]


def facts(format: Format, text: str, path: str = "file") -> list[object]:
    return list(format.parse(path, text, None, lambda kind: True).facts)


@pytest.mark.parametrize("format,path,head,ours", (
    (containerd.FORMAT, "config.toml", 'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n', True),
    (containerd.FORMAT, "hosts.toml", 'server = "https://a"\n', True),
    (containerd.FORMAT, "hosts.toml", '[host."https://a"]\n', True),
    (containerd.FORMAT, "config.toml", '[package]\nname = "a"\n', False),
    (podman.FORMAT, "registries.conf", "[[registry]]\n", True),
    (podman.FORMAT, "a.conf", "[containers]\n", True),
    (podman.FORMAT, "nginx.conf", "server {\n}\n", False),
    (podman.FORMAT, "policy.json", '{"default": [{"type": "reject"}]}', True),
    (podman.FORMAT, "policy.json", '{"Version": "2012-10-17", "Statement": []}', False),
    (registriesyaml.FORMAT, "registries.yaml", "mirrors:\n", True),
    (registriesyaml.FORMAT, "registries.yaml", "apiVersion: v1\nkind: ConfigMap\nconfigs:\n", False),
    (k3sconfig.FORMAT, "config.yaml", "write-kubeconfig-mode: '0644'\n", True),
    (k3sconfig.FORMAT, "roles/k3s/config.yaml", "token: a\n", True),
    (k3sconfig.FORMAT, "config.yaml", "token: a\n", False),
    (k3sconfig.FORMAT, "config.yaml", "title: a\n", False),
    (bake.FORMAT, "docker-bake.json", '{"target": {"a": {}}}', True),
    (bake.FORMAT, "docker-bake.json", '{"name": "a"}', False),
    (dockerconfig.FORMAT, "config.json", '{"auths": {}}', True),
    (dockerconfig.FORMAT, "config.json", '{"port": 1}', False),
    (dockerconfig.FORMAT, ".dockercfg", '{"https://index.docker.io/v1/": {}}', True),
))
def test_which_files_are_ours(format: Format, path: str, head: str, ours: bool) -> None:
    assert format.recognises is not None and format.recognises(path, head) == ours


def test_what_podman_gives_every_container() -> None:
    text = '[containers]\nno_new_privileges = true\nenv = ["A=1"]\npidns = "host"\nvolumes = ["/a:/b:rshared"]\n'
    found = facts(podman.FORMAT, text)
    container, = [fact for fact in found if isinstance(fact, Container)]
    assert container.role == "default" and container.security is not None
    assert container.security.escalation == "false" and container.security.propagations == ("shared",)
    assert [fact.host_pid for fact in found if isinstance(fact, Workload)] == ["true"]
    assert [(fact.name, fact.value) for fact in found if isinstance(fact, Variable)] == [("A", "1")]


@pytest.mark.parametrize("more,encrypted,verified", (
    ("", False, False), ('[grpc.tls]\ncert = "a"', True, False), ('[grpc.tls]\ncert = "a"\nca = "b"', True, True),
))
def test_where_buildkit_listens(more: str, encrypted: bool, verified: bool) -> None:
    found, = [
        fact for fact in facts(buildkitd.FORMAT, f'[grpc]\naddress = ["tcp://a:1"]\n{more}')
        if isinstance(fact, Listener)
    ]
    assert (found.encrypted, found.verified) == (encrypted, verified)


def test_older_logins() -> None:
    text = '{"https://index.docker.io/v1/": {"auth": "cm9ib3Q6aHVudGVyMnh5eg=="}}'
    found = facts(dockerconfig.FORMAT, text, ".dockercfg")
    assert [fact.kind for fact in found if isinstance(fact, Variable)] == ["login"]


def test_our_comments_silence(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    toml = 'server = "http://a.example.org" # hullmark: ignore[insecure-registry] moved next month\n'
    yaml = "mirrors:\n  # hullmark: ignore[encryption] a lab\n  b: {endpoint: ['http://b.example.org']}\n"
    files: dict[str, str | bytes] = {"hosts.toml": toml, "registries.yaml": yaml, "config.toml": "[other]\n"}
    monkeypatch.chdir(write(tmp_path, files))
    assert call("check", "--no-cache", "--format", "jsonl", ".") == 0
    assert codes(capsys.readouterr().out) == []


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
@pytest.mark.parametrize("text", (
    "", "\0", "[", "{", "mirrors: [", "[registry]\na = 1", '[host]\na = 1\n[host."b"]\nheader = 1', "plugins = 1",
    "[plugins]\na = 1\n[plugins.b]\nregistry = []", '{"auths": [1, {"a": {"auth": {}}}], "default": {}}',
    '{"target": {"a": [], "b": {"args": [], "contexts": 1, "matrix": {"a": 1}, "dockerfile-inline": {}}}}',
    '{"variable": {"a": null, "b": {"default": []}}, "target": []}',
    '{"auths": {"a": []}, "default": [1], "transports": [[]]}', "registry = [1, [2], {insecure = true}]",
    "[containers]\nvolumes = [[1]]\nenv = 1\nprivileged = []", "configs: {a: [], b: {auth: [], tls: 1}}",
    "mirrors:\n- a\n- b", "token: [1]\nagent-token: {a: b}", "[" * 50_000, "a: " * 50_000,
))
def test_odd_texts_end_in_findings(format: Format, text: str) -> None:
    start = time.process_time()
    found = facts(format, text)
    assert found and time.process_time() - start < 4
    if format.name in ("containerd", "buildkitd", "docker-config") and text in ("[", "{", "mirrors: ["):
        assert any(isinstance(fact, Fault) for fact in found)
