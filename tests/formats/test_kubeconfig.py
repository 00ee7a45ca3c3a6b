"""Files with which clients reach a cluster."""

from __future__ import annotations

import pathlib

import pytest

from hullmark_daemon.kubeconfig import FORMAT
from hullmark_daemon.kubeconfig import recognises

from harness import call
from harness import codes
from harness import write

CONFIG = "apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user: {token: 31ada4fd-adec-460c-809a-9e56ceb75269}\n"


@pytest.mark.parametrize("path,head,ours", (
    ("config", CONFIG, True),
    ("cluster.yaml", CONFIG, True),
    ("a.json", '{\n  "kind": "Config",\n  "users": []', True),
    ("b.json", '{"apiVersion": "v1", "kind": "Config", "users": []}', True),
    ("kubeconfig", "clusters:\n- name: a", True),
    ("config", "clusters:\n- name: a", False),
    ("config", "[core]\n", False),
    ("a.yaml", "apiVersion: v1\nkind: ConfigMap\ndata: {}", False),
    ("a.yaml", CONFIG + "---\nkind: Pod\n", False),
    ("a.yaml", "apiVersion: skaffold/v4\nkind: Config\nbuild: {}", False),
))
def test_which_files_are_ours(path: str, head: str, ours: bool) -> None:
    assert recognises(path, head) == ours


def test_a_file_is_one_of_these_and_no_object_of_a_cluster(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, {".kube/config": CONFIG, "cluster.yaml": CONFIG, "config": "[core]\n"}))
    assert call("check", "--no-cache", "--format", "jsonl", ".") == 1
    slug = "kubeconfig-credentials-embedded"
    assert sorted(codes(capsys.readouterr().out)) == [(".kube/config", 5, slug), ("cluster.yaml", 5, slug)]


@pytest.mark.parametrize("text", (
    "", "kind: Config\nclusters: [", "[]", "kind: Config\nclusters: {a: 1}\nusers: [a, [b], {user: c}]",
    "kind: Config\nclusters: " + "[" * 1000, "kind: Config\nusers: [{user: {token: {a: b}}}]",
))
def test_odd_texts_are_read(text: str) -> None:
    assert list(FORMAT.parse("config", text, None, lambda kind: True).facts)
