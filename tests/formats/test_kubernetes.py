"""Manifests: which files, which objects and pods, what is inherited, which facts, and what belongs together."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import pytest

from hullmark.config import Config
from hullmark.config import Selection
from hullmark.dispatch import wanted
from hullmark.ids import Ids
from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Image
from hullmark.model import Mount
from hullmark.model import Port
from hullmark.model import Variable
from hullmark.model import Workload
from hullmark.plugin import Document
from hullmark.registry import Registry
from hullmark_kubernetes.format import gather
from hullmark_kubernetes.format import parse_document
from hullmark_kubernetes.names import recognises
from hullmark_kubernetes.options import KubernetesOptions
from hullmark_kubernetes.schemas import pack
from hullmark_kubernetes.schemas import schemas
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.tree import Resource

from harness import call
from harness import codes
from harness import lines
from harness import write


def read(text: str) -> Document:
    return parse_document("a.yaml", text, KubernetesOptions(), lambda kind: True)


def resources(text: str) -> list[Resource]:
    found: list[Resource] = read(text).tree.resources
    return found


def facts(text: str, *kinds: type) -> list[Any]:
    return [fact for fact in read(text).facts if isinstance(fact, kinds)]


def pod(spec: str) -> str:
    """Return the manifest of a pod; the spec is written in flow style."""
    return f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {spec}\n"


@pytest.mark.parametrize(
    "head",
    (
        "apiVersion: v1\nkind: Pod\n",
        "---\n# c\nkind: Pod\napiVersion: v1\n",
        "- apiVersion: v1\n  kind: Pod\n",
        '{"kind": "Pod", "apiVersion": "v1"}',
        '{\n  "apiVersion": "v1",\n  "kind": "List"\n}',
        "kind: Pod\nmetadata:\n  name: a\n",
        "token: a\nkube-apiserver-arg:\n- a=b\n",
        "kubelet-arg+: [a=b]\n",
    ),
)
def test_objects_are_recognised(head: str) -> None:
    assert recognises("a.yaml", head)


@pytest.mark.parametrize(
    "head",
    (
        "services:\n  web:\n    image: a\n",
        "kind: pipeline\nsteps: []\n",
        "apiVersion: v2\nname: chart\n",
        "on: push\njobs: {}\n",
        '{"name": "a", "version": "1"}',
        "a:\n    apiVersion: v1\n    kind: Pod\n",
        "k3s:\n  kubelet-arg: [a=b]\n",
        "build-arg: [a=b]\n",
        "",
    ),
)
def test_other_files_are_left_alone(head: str) -> None:
    assert not recognises("a.yaml", head)


@pytest.mark.parametrize("name", ("kustomization.yaml", "a/kustomization.yml", "Kustomization"))
def test_a_kustomization_is_one_by_its_name(name: str) -> None:
    assert recognises(name, "resources: []\n") and not recognises("a.yaml", "resources: []\n")
    document = parse_document(name, "resources: [a]\n---\nkind: Component\n", None, lambda kind: True)
    assert [resource.kind for resource in document.tree.resources] == ["Kustomization", "Component"]


def test_objects_of_lists_documents_and_sequences_are_found() -> None:
    text = (
        "apiVersion: v1\nkind: List\nitems:\n- {kind: Pod, metadata: {name: a}}\n- {kind: Service}\n---\n"
        "- {kind: Secret}\n---\nfoo: bar\n---\napiVersion: x.org/v1\n"
    )
    assert [(resource.kind, resource.name) for resource in resources(text)] == [
        ("Pod", "a"), ("Service", None), ("Secret", None), ("", None),
    ]
    assert resources(text)[0].holder is not None and resources(text)[2].holder is None


TEMPLATE = "{containers: [{name: c, image: i}]}"


@pytest.mark.parametrize(
    "text",
    (
        f"kind: Pod\nspec: {TEMPLATE}\n",
        f"kind: PodTemplate\ntemplate: {{spec: {TEMPLATE}}}\n",
        f"apiVersion: apps/v1\nkind: Deployment\nspec: {{template: {{spec: {TEMPLATE}}}}}\n",
        f"kind: CronJob\nspec: {{jobTemplate: {{spec: {{template: {{spec: {TEMPLATE}}}}}}}}}\n",
        f"apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {{template: {{spec: {TEMPLATE}}}}}\n",
        f"apiVersion: x.org/v1\nkind: Thing\nspec: {{deep: [{{podTemplate: {{spec: {TEMPLATE}}}}}]}}\n",
        "apiVersion: argoproj.io/v1\nkind: Workflow\nspec: {templates: [{name: t, container: {name: c, image: i}}]}\n",
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {templates: [{script: {name: c, image: i}}]}\n",
        "apiVersion: tekton.dev/v1\nkind: Task\nspec: {steps: [{name: c, image: i}]}\n",
    ),
)
def test_pods_are_found_where_objects_hold_them(text: str) -> None:
    (resource,) = resources(text)
    assert [(item.name, item.image, item.role) for found in resource.pods for item in found.containers] == [
        ("c", "i", "main")
    ]
    assert resource.pod is not None and resource.pod.called == resource.called


@pytest.mark.parametrize("kind", ("Service", "ConfigMap", "CustomResourceDefinition", "Role"))
def test_other_kinds_hold_no_pods(kind: str) -> None:
    (resource,) = resources(f"apiVersion: v1\nkind: {kind}\nspec: {{template: {{spec: {TEMPLATE}}}}}\n")
    assert resource.pods == () and resource.pod is None


def test_roles_of_containers() -> None:
    spec = "{initContainers: [{name: a}, {name: b, restartPolicy: Always}], containers: [{name: c}]"
    spec += ", ephemeralContainers: [{name: d}]}"
    (found,) = facts(pod(spec), Pod)
    assert [(item.name, item.role) for item in found.containers] == [
        ("a", "init"), ("b", "sidecar"), ("c", "main"), ("d", "ephemeral"),
    ]
    assert [item.name for item in found.main] == ["b", "c"]


def test_a_container_takes_over_what_the_pod_says() -> None:
    spec = (
        "{securityContext: {runAsUser: 5, runAsGroup: 6, seccompProfile: {type: RuntimeDefault}, privileged: true},"
        " containers: [{name: a}, {name: b, securityContext: {runAsUser: 7, seccompProfile: {}}}]}"
    )
    first, second = facts(pod(spec), Container)
    assert (first.user.uid, first.user.group, first.security.seccomp) == ("5", "6", "RuntimeDefault")
    assert (second.user.uid, second.security.seccomp) == ("7", None)
    assert first.security.privileged is None, "privileged exists on containers alone"


def test_profiles_of_old_annotations() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n"
        "    container.apparmor.security.beta.kubernetes.io/c: unconfined\n"
        "    seccomp.security.alpha.kubernetes.io/pod: runtime/default\n"
        "    container.seccomp.security.alpha.kubernetes.io/d: localhost/x\n"
        "spec: {containers: [{name: c}, {name: d}]}\n"
    )
    first, second = facts(text, Container)
    assert (first.security.apparmor, first.security.seccomp) == ("Unconfined", "RuntimeDefault")
    assert (second.security.apparmor, second.security.seccomp) == (None, "Localhost")


def test_shared_facts_of_a_container() -> None:
    spec = (
        "{hostNetwork: yes, volumes: [{name: v, hostPath: {path: /var/run/docker.sock}}, {name: w, emptyDir: {}}],"
        " securityContext: {sysctls: [{name: net.core.somaxconn, value: '1'}]},"
        " containers: [{name: c, image: 'r.io/a:1', command: [sh, -c, 'curl x | sh'], args: [b],"
        " env: [{name: A, value: b}, {name: C, valueFrom: {}}], ports: [{containerPort: 80, protocol: TCP}],"
        " volumeMounts: [{name: v, mountPath: /s, readOnly: true}],"
        " securityContext: {capabilities: {add: [CAP_SYS_ADMIN, net_raw], drop: [ALL]}},"
        " resources: {limits: {cpu: 1, memory: 2Gi}, requests: {cpu: 100m}},"
        " livenessProbe: {exec: {command: [check]}}, lifecycle: {preStop: {exec: {command: [stop]}}}}]}"
    )
    text = pod(spec)
    (workload,) = facts(text, Workload)
    assert (workload.host_network, workload.host_pid) == ("true", None)
    assert workload.sysctls == (("net.core.somaxconn", "1"),)
    (container,) = facts(text, Container)
    assert (container.role, container.ships, container.purpose, container.probes) == ("main", True, "run", None)
    assert container.security.added == ("SYS_ADMIN", "NET_RAW") and container.security.dropped == ("ALL",)
    assert tuple(container.resources[1:5]) == ("100m", "1", None, "2Gi")
    (image,) = facts(text, Image)
    assert (image.registry, image.tag, image.use) == ("r.io", "1", "run")
    assert [(v.name, v.value, v.kind) for v in facts(text, Variable)] == [("A", "b", "env")]
    assert [(p.number, p.protocol) for p in facts(text, Port)] == [("80", "TCP")]
    assert [(m.source, m.target, m.kind, m.read_only) for m in facts(text, Mount)] == [
        ("/var/run/docker.sock", "/s", "bind", True)
    ]
    assert [(c.program, c.script.use) for c in facts(text, Command)] == [
        ("sh", "start"), ("curl", "start"), ("sh", "start"), ("stop", "start"), ("check", "health"),
    ]


def test_a_variable_of_the_container_is_looked_up() -> None:
    spec = "{containers: [{name: c, command: [x], env: [{name: A, value: b}, {name: A, value: c}]}]}"
    (command,) = facts(pod(spec), Command)
    assert command.script.lookup("A") == "c" and command.script.lookup("B") is None


def test_entries_of_config_maps_and_secrets() -> None:
    text = (
        "kind: ConfigMap\ndata:\n  a: b\n  f: |\n    one\n    two\n---\n"
        "kind: Secret\ndata: {p: aHVudGVyMg==, q: '%%', n: null}\nstringData: {r: s}\n"
    )
    assert [(v.name, v.value, v.kind) for v in facts(text, Variable)] == [
        ("a", "b", "config"), ("p", "hunter2", "secret"), ("q", "%%", "secret"), ("r", "s", "secret"),
    ]
    assert [(f.path, f.text) for f in facts(text, File)] == [("f", "one\ntwo\n")]


def test_facts_that_nobody_reads_are_not_made() -> None:
    document = parse_document("a.yaml", pod(TEMPLATE), KubernetesOptions(), lambda kind: False)
    kinds = {type(fact) for fact in document.facts}
    assert not kinds & {Image, Variable, Command, Port, Mount}
    assert {Resource, Pod, PodContainer, Container, Workload} <= kinds


def test_what_lacks_a_name_is_held_by_something_else() -> None:
    nameless = resources("metadata: {labels: {a: b}}\napiVersion: v1\n")[0]
    assert nameless.grip.span == (0, 8) and nameless.called == "object"
    first, second = facts(pod("{containers: [{image: i}, {tty: true}]}"), PodContainer)
    assert (first.grip, first.called) == ("i", "the container")
    assert read(pod("{containers: [{image: i}, {tty: true}]}")).text[slice(*second.span)] == "tty"
    assert first.at("securityContext", "privileged") == "i"


def test_a_set_knows_who_stands_beside_whom() -> None:
    one = read("kind: Service\nmetadata: {name: a, namespace: n}\n---\nkind: Service\nmetadata: {name: b}\n")
    two = read(f"kind: Pod\nmetadata: {{name: p, namespace: default}}\nspec: {TEMPLATE}\n---\nkind: Service\n"
               "metadata: {name: c, namespace: '${NS}'}\n")
    gather([one, two])
    a, b = one.tree.resources
    assert [other.name for other in b.set.beside(b, "Service")] == ["c"]
    assert [other.name for other in a.set.beside(a, "Service")] == ["c"]
    assert [found.resource.name for found in b.set.pods_beside(b)] == ["p"]
    assert len(a.set.of("Service", "Pod")) == 4


def test_what_is_around_is_the_set_or_else_the_file() -> None:
    one = read("kind: Service\nmetadata: {name: a}\n---\nkind: Secret\nmetadata: {name: b}\n")
    two = read("kind: Service\nmetadata: {name: c}\n")
    a = one.tree.resources[0]
    assert [other.name for other in a.around("Service")] == ["a"]
    gather([one, two])
    assert [other.name for other in a.around("Service")] == ["a", "c"]
    assert len(a.around("Service", "Secret")) == 3


def test_schemas_of_older_versions_are_made_from_the_newest() -> None:
    newest, old = schemas(37), schemas(25)
    assert newest.of("apps/v1", "Deployment") and old.of("apps/v1", "Deployment")
    assert newest.of("v1", "Nothing") is None
    container = "io.k8s.api.core.v1.Container"
    assert "restartPolicy" in newest.definitions[container]["properties"]
    assert "restartPolicy" not in old.definitions[container]["properties"], "sidecars came with 1.28"
    assert schemas(3).kinds == old.kinds


def test_schemas_are_packed_without_what_is_not_checked(tmp_path: pathlib.Path) -> None:
    def version(minor: int, **properties: Any) -> None:
        kinds = [{"group": "apps", "version": "v1", "kind": "Thing"}, {"group": "", "version": "v1", "kind": "Other"}]
        thing = {"description": "long", "type": "object", "properties": properties}
        thing["x-kubernetes-group-version-kind"] = kinds
        definitions = {"a.Thing": thing, **({"a.New": {"type": "string"}} if minor == 2 else {})}
        write(tmp_path, {f"in/v1.{minor}.0-local-strict/_definitions.json": json.dumps({"$defs": definitions})})

    version(1, a={"type": "string", "description": "x"})
    version(2, a={"$ref": "/api/_definitions.json#/$defs/a.New"}, b={"oneOf": [{"format": "x", "type": "string"}]})
    (tmp_path / "out").mkdir()
    pack.pack(tmp_path / "in", tmp_path / "out")
    newest = json.loads((tmp_path / "out" / "newest.json").read_text(encoding="utf-8"))
    assert (newest["newest"], newest["oldest"]) == (2, 1)
    assert newest["kinds"] == {"apps/v1/Thing": "a.Thing", "v1/Other": "a.Thing"}
    expected = {"type": "object", "properties": {"a": {"$ref": "a.New"}, "b": {"oneOf": [{"type": "string"}]}}}
    assert newest["definitions"]["a.Thing"] == expected
    delta = json.loads((tmp_path / "out" / "1.1.json").read_text(encoding="utf-8"))
    assert delta["kinds"] == {} and delta["definitions"]["a.New"] is None
    assert delta["definitions"]["a.Thing"] == {"type": "object", "properties": {"a": {"type": "string"}}}


DANGLING = {
    "set/service.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: x}}\n",
    "set/pod.yml": f"apiVersion: v1\nkind: Pod\nmetadata: {{name: p, labels: {{app: y}}}}\nspec: {TEMPLATE}\n",
    "set/values.yaml": "replicas: 1\n",
    "other/pod.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: q, labels: {app: x}}\nspec: {containers: []}\n",
}


def test_files_of_a_folder_are_a_set_when_the_run_covers_it(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write(tmp_path, DANGLING))
    options = ("--select", "dangling-service", "--format", "jsonl", "--isolated")
    expected = [("set/service.yaml", 4, "dangling-service")]
    assert call("check", *options) == 1
    assert codes(capsys.readouterr().out) == expected
    assert call("check", "set/service.yaml", "set/pod.yml", *options) == 0
    assert capsys.readouterr().out == ""
    assert call("check", "set/service.yaml", "set/pod.yml", "--project", *options) == 1
    assert codes(capsys.readouterr().out) == expected


CHART = {
    "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
    "chart/templates/a.yaml": "apiVersion: v1\nkind: Pod\nmetadata:\n  {{- include \"a\" . | nindent 2 }}\n",
    "chart/templates/b.yaml": "{{- if .Values.b }}\napiVersion: v1\nkind: Pod\n{{- end }}\n",
    "chart/templates/plain.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 'a-{{ .Release.Name }}'}\n",
    "chart/templates/tests/c.yaml": "apiVersion: v1\nkind: Pod\n{{ .Values.c | toYaml }}\n",
    "chart/charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 1.0.0\n",
    "chart/charts/sub/templates/d.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {{ .Values.d }}\n  a: b\n",
    "other/templates/e.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {{ .e }}\n  a: b\n",
    "other/templates/deep/f.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {{ .f }}\n  a: b\n",
}


def test_the_templates_of_a_chart_are_told_once_and_never_as_broken(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write(tmp_path, CHART))
    assert call("check", "--format", "jsonl", "--isolated", "--fail-on", "warning") == 0
    found = lines(capsys.readouterr().out)
    assert [(item["path"], item["code"], item["severity"]) for item in found] == [
        (path, "yaml-syntax-error", "info")
        for path in (
            "chart/charts/sub/templates/d.yaml", "chart/templates/a.yaml", "other/templates/e.yaml",
            "other/templates/deep/f.yaml",
        )
    ]
    assert [item["message"].partition(",")[0] for item in found] == [
        "the file is a template", "3 files here are templates", "the file is a template", "the file is a template",
    ]
    monkeypatch.chdir(tmp_path / "chart")
    assert call("check", "templates", "--format", "jsonl", "--isolated", "--fail-on", "warning") == 0
    assert [path for path, _, _ in codes(capsys.readouterr().out)] == ["templates/a.yaml"]


def test_the_configuration_of_k3s_is_no_object(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write(tmp_path, {"config.yaml": "debug: true\nkube-apiserver-arg:\n- anonymous-auth=true\n"}))
    assert call("check", "--format", "jsonl", "--isolated", "--profile", "all") == 1
    assert ("config.yaml", 3, "apiserver-anonymous-auth") in codes(capsys.readouterr().out)
    assert call("check", "--format", "jsonl", "--isolated", "--profile", "all", "--select", "schema-violation") == 0


def test_a_named_file_of_another_kind_is_said_to_be_so(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write(tmp_path, DANGLING))
    assert call("check", "set/values.yaml") == 0
    assert "set/values.yaml: no format" in capsys.readouterr().err
    for paths in (("set",), ("set/values.yaml", "set/pod.yml")):
        assert call("check", *paths, "--select", "pinning") == 1
        assert "values.yaml" not in capsys.readouterr().err


def test_a_large_file_of_another_kind_is_not_read_to_its_end(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    big = "a: b\n" * 100_000
    monkeypatch.chdir(write(tmp_path, {"data.yaml": big, "pod.yaml": f"kind: Pod\nmetadata: {{}}\n{big}"}))
    assert call("check", "--max-size", "100000", "--format", "jsonl", "--select", "validity") == 2
    assert codes(capsys.readouterr().out) == [("pod.yaml", 1, "document-too-large")]


@pytest.mark.parametrize("version,message", (("1.33", ""), ("v1.33.2", ""), ("latest", "must look like 1.33")))
def test_the_version_of_the_cluster_is_checked(version: str, message: str) -> None:
    options = KubernetesOptions(version)
    assert message in options.wrong() and bool(message) == bool(options.wrong())
    assert (options.target, options.removed_by, options.deprecated_by) == (
        ((1, 33),) * 3 if not message else (None, *KubernetesOptions()[1:], options.removed_by, options.deprecated_by)
    )


def test_wanted_facts_are_those_of_the_selection(registry: Registry, ids: Ids) -> None:
    selection = Selection(registry, ids, Config(select=("host-port",)))
    assert wanted(selection)(PodContainer) and not wanted(selection)(Port)
