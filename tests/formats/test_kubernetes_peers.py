"""The configuration files of kube-linter, trivy and checkov, read as ours."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from hullmark.config import Config
from hullmark.config import ConfigError
from hullmark.config import Override
from hullmark.configfile import read_file
from hullmark.ids import Ids
from hullmark.registry import Registry
from hullmark.settings import Flags
from hullmark.settings import Settings

from harness import call
from harness import codes
from harness import write

MANIFESTS = ("*.yaml", "*.yml", "*.json")
OTHERS = ("*", "!*.yaml", "!*.yml", "!*.json")
KEY = "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEA7bq2" * 12 + "\n-----END RSA PRIVATE KEY-----\n"
POD = """apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - name: c
    image: nginx:latest
    ports: [{containerPort: 80, hostPort: 80}]
"""
KEPT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: k}\ndata:\n  k: |\n    " + KEY.replace("\n", "\n    ") + "\n"


def config(registry: Registry, ids: Ids, folder: pathlib.Path, name: str, text: str) -> Config | None:
    """Return what a file says, without its path."""
    path = write(folder, {name: text}) / name
    found = read_file(str(path), registry, ids)
    return found and found._replace(path="", notes=tuple(note.removeprefix(f"{path}: ") for note in found.notes))


def ignored(*names: str, paths: tuple[str, ...] = MANIFESTS, also: tuple[str, ...] = ()) -> Config:
    return Config(overrides=(Override(paths, ignore=names, extend_select=also),))


@pytest.mark.parametrize(
    "text,expected",
    (
        ("", None),
        ("checks:\n", None),
        ("checks: {addAllBuiltIn: false, doNotAutoAddDefaults: false, include: [], exclude: }", None),
        ("checks: {exclude: [latest-tag]}", ignored("kubelinter:latest-tag")),
        ("checks: {include: [host-ipc]}", ignored(also=("kubelinter:host-ipc",))),
        (
            "checks:\n  addAllBuiltIn: true\n  doNotAutoAddDefaults: true\n  exclude:\n  - latest-tag\n",
            ignored("kubelinter:latest-tag", also=("kubelinter:*",)),
        ),
        (
            'checks: {ignorePaths: ["/**/vendor/**", "/**/*/x/*.yaml", "**/y", "z/**", "./w.yaml"]}',
            Config(exclude=("**/vendor/**", "**/x/*.yaml", "**/y", "/z/**", "/w.yaml")),
        ),
        (
            "checks:\n  ignorePaths:\n  - ~/a/**\n  - ../b\n  - /tmp/*.yaml\n",
            Config(notes=tuple(
                f"line {line}: {path} is not below this folder and not read"
                for line, path in ((3, "~/a/**"), (4, "../b"), (5, "/tmp/*.yaml"))
            )),
        ),
        (
            "checks: {include: [mine, host-ipc]}\ncustomChecks:\n- name: mine\n  template: required-label\n",
            ignored(also=("kubelinter:host-ipc",))._replace(
                notes=("line 3: mine is a check of your own, which is not read",)
            ),
        ),
        (
            "checks: {exclude: [latest-tga]}",
            ignored("kubelinter:latest-tga")._replace(notes=("no rule here stands for latest-tga",)),
        ),
    ),
)
def test_kube_linter(
    registry: Registry, ids: Ids, tmp_path: pathlib.Path, text: str, expected: Config | None
) -> None:
    assert config(registry, ids, tmp_path, ".kube-linter.yaml", text) == expected


def test_without_its_defaults_kube_linter_runs_what_is_included(
    registry: Registry, ids: Ids, tmp_path: pathlib.Path
) -> None:
    write(tmp_path, {".kube-linter.yml": "checks: {doNotAutoAddDefaults: true, include: [latest-tag]}"})
    settings = Settings(registry._replace(rules=tuple(r for r in registry.rules if r.slug != "host-ipc")), Flags())
    enabled = settings.selection(str(tmp_path / "a.yaml")).enabled
    assert settings.notes([str(tmp_path / "a.yaml")]) == []
    assert "image-tag-latest" in enabled
    assert "privileged-container" not in enabled
    assert "privileged-container" in Settings(registry, Flags(isolated=True)).selection("a.yaml").enabled


@pytest.mark.parametrize(
    "text,expected",
    (
        ("", None),
        ("# only vulnerabilities\nCVE-2022-40897\nGHSA-5crp-9r3c-p9vr\nAVD-AWS-0104\n\n", None),
        ("KSV-0013 # a reason\n  AVD-KSV-0024\n", ignored("trivy:KSV-0013", "trivy:AVD-KSV-0024")),
        ("DS-0001", ignored("trivy:DS-0001", paths=OTHERS)),
        ("private-key", Config(ignore=("trivy:private-key",))),
        ("KSV-0013 exp:2999-01-01", ignored("trivy:KSV-0013")),
        (
            "KSV-0013\nKSV-0024 exp:2020-01-31\n",
            ignored("trivy:KSV-0013")._replace(notes=("line 2: KSV-0024 was ignored until 2020-01-31",)),
        ),
        (
            "\n".join(f"KSV-99{number}" for number in range(10, 18)),
            ignored(*(f"trivy:KSV-99{number}" for number in range(10, 18)))._replace(
                notes=("no rule here stands for KSV-9910, KSV-9911, KSV-9912, KSV-9913, KSV-9914 and 3 others",)
            ),
        ),
    ),
)
def test_trivy(registry: Registry, ids: Ids, tmp_path: pathlib.Path, text: str, expected: Config | None) -> None:
    assert config(registry, ids, tmp_path, ".trivyignore", text) == expected


@pytest.mark.parametrize(
    "text,expected",
    (
        ("", None),
        ("vulnerabilities: [{id: CVE-2022-40897}]\nlicenses: [{id: GPL-3.0}]", None),
        ("misconfigurations: [{id: AVD-AWS-0104}]", None),
        ("misconfigurations: [{id: KSV-0013, statement: why}]", ignored("trivy:KSV-0013")),
        (
            "misconfigurations:\n- id: KSV-0013\n  paths: [deploy/a.yaml, ./b/**]\n  expired_at: 2999-01-01\n",
            ignored("trivy:KSV-0013", paths=("/deploy/a.yaml", "/b/**")),
        ),
        (
            "misconfigurations:\n- id: KSV-0013\n  expired_at: 2020-01-31T00:00:00Z\nsecrets: [{id: private-key}]\n",
            Config(
                ignore=("trivy:private-key",), notes=("line 3: KSV-0013 was ignored until 2020-01-31T00:00:00Z",)
            ),
        ),
    ),
)
def test_trivy_in_yaml(
    registry: Registry, ids: Ids, tmp_path: pathlib.Path, text: str, expected: Config | None
) -> None:
    assert config(registry, ids, tmp_path, ".trivyignore.yaml", text) == expected


@pytest.mark.parametrize(
    "text,expected",
    (
        ("", None),
        ("framework: [kubernetes]\ncompact: true\nquiet: true\nsoft-fail: false\n", None),
        ("check: CKV_AWS_1", None),
        ("check: [CKV_K8S_26, CKV_AWS_1]", Config(select=("checkov:CKV_K8S_26",))),
        ("check: CKV_K8S_26,CKV_K8S_14", Config(select=("checkov:CKV_K8S_26", "checkov:CKV_K8S_14"))),
        ("skip-check:\n- CKV_K8S_26\n- BC_AWS_1\n", ignored("checkov:CKV_K8S_26")),
        ("skip-check: CKV_DOCKER_3", ignored("checkov:CKV_DOCKER_3", paths=OTHERS)),
        ("skip-check: [CKV_SECRET_13]", Config(ignore=("checkov:CKV_SECRET_13",))),
        ("soft-fail: true", Config(fail_on="never")),
        (
            "soft-fail: true\nhard-fail-on: [CKV_K8S_26]",
            Config(fail_on="error", severity={"checkov:CKV_K8S_26": "error"}),
        ),
        ("soft-fail-on: [CKV_K8S_26]", Config(severity={"checkov:CKV_K8S_26": "info"})),
        (
            "skip-path: [vendor/, '^deploy/old', '/charts/.*/test', 'a\\.yaml$', '.*/x/.*']",
            Config(exclude=("**/*vendor/", "/deploy/old*", "**/charts/**/test*", "**/*a.yaml", "**/**/x/**")),
        ),
        (
            "skip-path:\n- (a|b)/c\n",
            Config(notes=("line 2: (a|b)/c is too much of a regular expression and not read",)),
        ),
    ),
)
def test_checkov(registry: Registry, ids: Ids, tmp_path: pathlib.Path, text: str, expected: Config | None) -> None:
    assert config(registry, ids, tmp_path, ".checkov.yaml", text) == expected


@pytest.mark.parametrize(
    "name,text,message",
    (
        (".kube-linter.yaml", "checks: [a", "line 1: "),
        (".kube-linter.yaml", "- a", "line 1: the file is no mapping"),
        (".kube-linter.yaml", "a: b\nchecks: a", 'line 2: "checks" is no mapping'),
        (".kube-linter.yaml", "checks:\n  include: a", 'line 2: "include" is no list'),
        (".kube-linter.yaml", "checks:\n  exclude:\n  - [a]", 'line 3: "exclude" holds something that is no name'),
        (".kube-linter.yaml", "checks:\n  addAllBuiltIn: all", 'line 2: "addAllBuiltIn" must be true or false'),
        (".trivyignore", "KSV-0013\nKSV-0014 exp:soon", "line 2: soon is no date; write it as 2027-01-31"),
        (".trivyignore.yaml", "misconfigurations:\n- paths: [a]", 'line 2: an item of "misconfigurations" has no id'),
        (".trivyignore.yaml", "secrets:\n- a", 'line 2: an item of "secrets" is no mapping'),
        (".trivyignore.yaml", "secrets:\n- id: a\n  expired_at: 1", "line 3: 1 is no date; write it as 2027-01-31"),
        (".checkov.yml", "skip-check: {a: b}", 'line 1: "skip-check" is no list'),
        (".checkov.yml", "\nsoft-fail: maybe", 'line 2: "soft-fail" must be true or false'),
    ),
)
def test_what_is_wrong_is_named_with_its_line(
    registry: Registry, ids: Ids, tmp_path: pathlib.Path, name: str, text: str, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        config(registry, ids, tmp_path, name, text)
    assert str(caught.value).startswith(f"{tmp_path / name}: {message}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name,text",
    (
        (".trivyignore", "*"),
        (".trivyignore.yaml", "secrets: [{id: '*'}]"),
        (".checkov.yaml", "skip-check: ['*']"),
        (".checkov.yaml", "skip-check: ['CKV_*']"),
    ),
)
def test_a_wildcard_hides_no_credentials(registry: Registry, tmp_path: pathlib.Path, name: str, text: str) -> None:
    write(tmp_path, {name: text})
    enabled = Settings(registry, Flags()).selection(str(tmp_path / "a.yaml")).enabled
    assert "private-key-embedded" in enabled
    assert "image-tag-latest" not in enabled


@pytest.fixture
def project(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """Return a scratch project with a pod, a key and a Dockerfile, as the working directory."""
    write(tmp_path, {"k/pod.yaml": POD, "k/key.yaml": KEPT, "Dockerfile": "FROM debian:latest\n", ".git/x": ""})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HULLMARK_CACHE_DIR", "")
    return tmp_path


LATEST, IMAGE = ("Dockerfile", 1, "image-tag-latest"), ("k/pod.yaml", 7, "image-tag-latest")
PORT, PRIVATE = ("k/pod.yaml", 8, "host-port"), ("k/key.yaml", 6, "private-key-embedded")


@pytest.mark.parametrize(
    "files,expected",
    (
        ({}, {LATEST, IMAGE, PORT, PRIVATE}),
        ({".kube-linter.yaml": "checks: {exclude: [latest-tag]}"}, {LATEST, PORT, PRIVATE}),
        ({".trivyignore": "DS-0001\nCVE-2022-40897"}, {IMAGE, PORT, PRIVATE}),
        ({".checkov.yaml": "check: CKV_K8S_26"}, {PORT}),
        ({".checkov.yaml": "skip-path: k/pod"}, {LATEST, PRIVATE}),
        (
            {
                ".checkov.yaml": "check: CKV_K8S_14", ".trivyignore": "KSV-0024", ".hadolint.yaml": "ignored: [DL3007]",
                ".trivyignore.yaml": "secrets: [{id: private-key, paths: [k/key.yaml]}]",
            },
            set(),
        ),
        ({"hullmark.toml": "", ".checkov.yaml": "check: CKV_K8S_26"}, {LATEST, IMAGE, PORT, PRIVATE}),
        ({".trivyignore": "CVE-2022-40897", "k/.trivyignore": "CVE-1-1"}, {LATEST, IMAGE, PORT, PRIVATE}),
    ),
)
def test_the_files_of_a_project_hold_together(
    project: pathlib.Path, capsys: pytest.CaptureFixture[str], files: dict[str, str | bytes], expected: Any
) -> None:
    write(project, files)
    call("check", "--format", "jsonl")
    found = set(codes(capsys.readouterr().out))
    assert {item for item in found if item in (LATEST, IMAGE, PORT, PRIVATE)} == expected


def test_a_file_is_pointed_at_also_without_its_dot(project: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"ci/checkov.yaml": "check: CKV_K8S_26\nsoft-fail: true\nskip-check: [CKV_K8S_9999]\n"})
    assert call("check", "k", "--format", "jsonl", "--config", "ci/checkov.yaml") == 0
    captured = capsys.readouterr()
    assert codes(captured.out) == [PORT]
    assert captured.err == "hullmark: ci/checkov.yaml: no rule here stands for CKV_K8S_9999\n"


def test_bad_content_ends_the_run(project: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(project, {".trivyignore": "KSV-0013 exp:never"}) / ".trivyignore"
    assert call("check") == 2
    assert capsys.readouterr().err == f"hullmark: {path}: line 1: never is no date; write it as 2027-01-31\n"
