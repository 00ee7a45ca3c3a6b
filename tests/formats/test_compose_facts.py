"""Compose files as shared facts."""

from __future__ import annotations

from typing import TypeVar

import pytest

from hullmark.config import Config
from hullmark.config import Selection
from hullmark.dispatch import wanted
from hullmark.document import Document
from hullmark.engine import lint
from hullmark.ids import Ids
from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Image
from hullmark.model import Mount
from hullmark.model import Port
from hullmark.model import Script
from hullmark.model import Security
from hullmark.model import Variable
from hullmark.model import Workload
from hullmark.registry import Registry
from hullmark.text import Span
from hullmark.text import Text
from hullmark_compose.format import FORMAT
from hullmark_compose.words import split

Fact = TypeVar("Fact")


def document(body: str, path: str = "compose.yaml") -> Document:
    """Parse a service called web, given its keys."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return FORMAT.parse(path, f"services:\n  web:\n{lines}", None, lambda kind: True)


def of(kind: type[Fact], body: str, path: str = "compose.yaml") -> list[Fact]:
    return [fact for fact in document(body, path).facts if isinstance(fact, kind)]


def container(body: str, path: str = "compose.yaml") -> Container:
    found, = of(Container, body, path)
    return found


def security(body: str, path: str = "compose.yaml") -> Security:
    found = container(body, path).security
    assert found is not None
    return found


@pytest.mark.parametrize("said,user", (
    ("1000:1000", (None, "1000", "1000", False)),
    ("'0'", (None, "0", None, True)),
    ("root", ("root", None, None, True)),
    ("app:root", ("app", None, "root", False)),
    ("${A:-0}:${B}", (None, "0", "${B}", True)),
    ("${A}", ("${A}", None, None, False)),
))
def test_users(said: str, user: tuple[object, ...]) -> None:
    found = container(f"image: a\nuser: {said}").user
    assert found is not None and (found.name, found.uid, found.group, found.root) == user


@pytest.mark.parametrize("body", ("image: a", "user: ''", "user: ${A:-}"))
def test_no_user(body: str) -> None:
    assert container(body).user is None


@pytest.mark.parametrize("written,value", (
    ("true", "true"), ("yes", "true"), ("'y'", "true"), ("On", "true"), ("no", "false"), ("${A:-true}", "true"),
    ("${A}", "${A}"),
))
def test_booleans(written: str, value: str) -> None:
    found = security(f"image: a\nprivileged: {written}").privileged
    assert found == value and found.known == ("$" not in value)


def test_security() -> None:
    found = security(
        "image: a\nread_only: true\ncap_add: [cap_sys_admin]\ncap_drop: all\n"
        "security_opt: ['no-new-privileges:true', seccomp=unconfined, 'apparmor:mine']\n"
        "volumes: ['/a:/b:rshared', {type: bind, source: /c, target: /d, bind: {propagation: rslave}}]"
    )
    assert (found.read_only_root, found.escalation, found.seccomp, found.apparmor) == (
        "true", "false", "Unconfined", "Localhost",
    )
    assert (found.added, found.dropped, found.propagations) == (("SYS_ADMIN",), ("ALL",), ("shared", "slave"))


@pytest.mark.parametrize("option,escalation", (
    ("no-new-privileges", "false"), ("no-new-privileges=true", "false"), ("no-new-privileges:false", "true"),
    ("label:disable", None),
))
def test_escalation(option: str, escalation: str | None) -> None:
    assert security(f"image: a\nsecurity_opt: ['{option}']").escalation == escalation


def test_what_is_missing_is_missing_in_a_complete_file_only() -> None:
    whole, part = container("image: a"), container("image: a", "compose.override.yaml")
    for found, missing in ((whole, True), (part, False)):
        assert found.security is not None and found.resources is not None
        assert (found.security.read_only_root is None) == missing
        assert (found.security.escalation is None) == missing
        assert (found.security.dropped == ()) == missing
        assert (found.resources.memory_limit is None) == missing
        assert (found.probes == ()) == missing
    assert part.security is not None and not part.security.dropped[0].known


@pytest.mark.parametrize("body,probes", (
    ("healthcheck: {test: curl localhost}", (False,)),
    ("healthcheck: {test: [NONE]}", (True,)),
    ("healthcheck: {disable: true}", (True,)),
    ("image: a", ()),
    ("image: a\nrestart: 'no'", None),
    ("provider: {type: b}", None),
))
def test_probes(body: str, probes: tuple[bool, ...] | None) -> None:
    found = container(body).probes
    assert (tuple(probe.disabled for probe in found) if found is not None else None) == probes


def test_resources() -> None:
    new = container("deploy: {resources: {limits: {cpus: '1', memory: 2g}, reservations: {memory: 1g}}}").resources
    old = container("mem_limit: 2g\nmem_reservation: 1g\ncpus: 1").resources
    for found in (new, old):
        assert found is not None
        assert (found.cpu_limit, found.memory_limit, found.memory_request) == ("1", "2g", "1g")
        assert found.cpu_request is not None and not found.cpu_request.known


@pytest.mark.parametrize("body,shared", (
    ("network_mode: host", (True, False, False, False)),
    ("networks: [host]", (True, False, False, False)),
    ("pid: host\nipc: host\nuserns_mode: host", (False, True, True, True)),
    ("pid: service:a\nnetwork_mode: ${A}", (False, False, False, False)),
))
def test_namespaces(body: str, shared: tuple[bool, ...]) -> None:
    found, = of(Workload, body)
    said = (found.host_network, found.host_pid, found.host_ipc, found.host_users)
    assert tuple(value == "true" and value.known for value in said if value is not None or True) == shared


def test_images() -> None:
    assert [str(image.text) for image in of(Image, "image: a:1")] == ["a:1"]
    assert not of(Image, "image: a:1\nbuild: .")
    mounted = of(Image, "build: .\nvolumes: [{type: image, source: b, target: /b}]\npre_start: [{image: c}]")
    assert [str(image.text) for image in mounted] == ["c", "b"]


def test_variables() -> None:
    found = of(Variable, (
        "environment: [A=1, B]\nlabels: {c: d}\nbuild:\n  args: {E: f}\n  labels: [g=h]\ndeploy: {labels: {i: j}}"
    ))
    assert [(variable.kind, variable.name, variable.value) for variable in found] == [
        ("env", "A", "1"), ("env", "B", None), ("build-arg", "E", "f"), ("label", "c", "d"), ("label", "g", "h"),
        ("label", "i", "j"),
    ]


def test_ports_and_mounts() -> None:
    port, = of(Port, "ports: ['127.0.0.1:8080:80/udp']")
    assert (port.number, port.protocol, port.host) == ("80", "udp", "127.0.0.1")
    mounts = of(Mount, "volumes: ['/a:/b:ro', 'data:/d', /e]\ntmpfs: /tmp")
    assert [(mount.kind, mount.source, mount.target, mount.read_only) for mount in mounts] == [
        ("bind", "/a", "/b", True), ("volume", "data", "/d", False), ("volume", None, "/e", False),
        ("tmpfs", None, "/tmp", False),
    ]
    source = "volumes:\n  data:\n    driver_opts: {type: none, o: bind, device: /srv}\n"
    found = FORMAT.parse("compose.yaml", source, None, lambda kind: True).facts
    assert [(fact.kind, fact.source) for fact in found if isinstance(fact, Mount)] == [("bind", "/srv")]


def test_commands() -> None:
    first, = of(Script, "image: a\nentrypoint: [sh, -c]\ncommand: ['echo $$A | tee b']")
    assert [command.program for command in first.commands] == ["sh", "echo", "tee"]
    second, = of(Script, "image: library/redis:7\ncommand: --requirepass 'a b'")
    assert [(command.program, command.args) for command in second.commands] == [("redis", ("--requirepass", "a b"))]
    use = {script.use: script.language for script in of(Script, "command: a\nhealthcheck: {test: 'b || exit 1'}")}
    assert use == {"start": "exec", "health": "sh"}
    for test in ("[CMD, curl, localhost]", "[CMD-SHELL, curl localhost]", "curl localhost"):
        assert [c.program for c in of(Command, f"healthcheck: {{test: {test}}}")] == ["curl"]
    assert [c.args for c in of(Command, "command: a ${B} ${C:-d}")] == [("${B}", "d")]
    hook, = of(Command, "post_start: [{command: chown -R a /b, user: root}]")
    assert hook.program == "chown"


@pytest.mark.parametrize("text,words", (
    ("a  b\n c", ["a", "b", "c"]),
    ("'a b' \"c \\\" d\" e\\ f", ["a b", 'c " d', "e f"]),
    ("--x='y z'w ''", ["--x=y zw", ""]),
    ("'open", ["open"]),
    ("", []),
))
def test_strings_are_split_as_a_shell_does(text: str, words: list[str]) -> None:
    found = split(Text(text, Span(10, 10 + len(text))))
    assert found == words
    assert all(10 <= word.start <= word.end <= 10 + len(text) for word in found)


def test_text_that_is_written_into_files() -> None:
    for inline in ("FROM a\n    ENV B=$$C", "FROM a\n    RUN <<E\n    b\n    E"):
        found = of(File, f"build:\n  dockerfile_inline: |\n    {inline}")
        assert [(file.path, file.kind) for file in found] == [("Dockerfile", "config")]
    source = "configs:\n  app:\n    content: |\n      a: b\n      c: $${D}\n  one:\n    content: x\n"
    facts = list(FORMAT.parse("compose.yaml", source, None, lambda kind: True).facts)
    file, = (fact for fact in facts if isinstance(fact, File))
    assert (file.path, file.text, file.kind) == ("app", "a: b\nc: ${D}\n", "config")
    assert [(fact.name, fact.value) for fact in facts if isinstance(fact, Variable)] == [("one", "x")]


def test_a_dockerfile_within_is_linted_where_it_stands(registry: Registry, ids: Ids) -> None:
    source = (
        "services:\r\n  web:\r\n    build:\r\n      dockerfile_inline: |-\r\n        FROM debian:latest\r\n"
        "        RUN b \\\r\n            && cd /a\r\n        ADD c /c\r\n    user: root\r\n"
    )
    chosen = ("image-tag-latest", "cd-instead-of-workdir", "add-instead-of-copy", "runs-as-root", "internal-error")
    selection = Selection(registry, ids, Config(select=chosen))
    found = lint(FORMAT.parse("compose.yaml", source, None, wanted(selection)), selection, today="2026-01-01")
    assert [(f.line, f.column, f.rule, f.fix) for f in found] == [
        (5, 21, "image-tag-latest", None), (7, 16, "cd-instead-of-workdir", None),
        (8, 9, "add-instead-of-copy", None), (9, 11, "runs-as-root", None),
    ]


def test_facts_that_nobody_reads_are_not_made() -> None:
    found = FORMAT.parse("compose.yaml", "services: {web: {image: a, command: b}}", None, lambda kind: False).facts
    assert not [fact for fact in found if isinstance(fact, (Image, Script, Variable))]
