"""Compose files: which they are, how their values are read, and how services are put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies

from hullmark.document import Document
from hullmark.yaml import Scalar
from hullmark.yaml import compose
from hullmark_compose import names
from hullmark_compose.format import FORMAT
from hullmark_compose.interpolation import Interpolated
from hullmark_compose.interpolation import interpolate
from hullmark_compose.service import Service
from hullmark_compose.syntax import pairs
from hullmark_compose.syntax import ports
from hullmark_compose.syntax import volumes
from hullmark_compose.tree import Project

from fixture import Given

WEB = "services:\n  web:\n    image: nginx:1.27\n"


def document(source: str, path: str = "compose.yaml") -> Document:
    return FORMAT.parse(path, source, None, lambda kind: True)


def project(source: str, path: str = "compose.yaml") -> Project:
    tree = document(source, path).tree
    assert isinstance(tree, Project)
    return tree


def service(source: str, name: str = "web") -> Service:
    return project(source).services[name]


def together(**files: str) -> dict[str, Project]:
    """Parse the files of one folder; a name is written with ``_`` for the dots in it."""
    documents = [document(source, f"app/{name.replace('_', '.')}.yaml") for name, source in files.items()]
    assert FORMAT.gather is not None
    FORMAT.gather(documents)
    return dict(zip(files, (found.tree for found in documents)))


def scalar(source: str) -> Scalar:
    root = compose(source).roots[0]
    assert not isinstance(root, Scalar) and not isinstance(root.items, list)
    interpolate(root)
    found = root.items["a"][1]
    assert isinstance(found, Scalar)
    return found


@pytest.mark.parametrize("path,head,ours", (
    ("compose.yaml", "", True),
    ("a/docker-compose.prod.yml", "version: '3'\n", True),
    ("docker-compose_dev.yml", "", True),
    ("web.compose.yml", "", True),
    ("docker-compose.yml", "web:\n  image: nginx\n", True),
    ("stack.yml", WEB, True),
    ("stack.yml", "x-a: &a\n  init: true\nservices: # all\n  # one\n  web:\n    init: true\n    build: .\n", True),
    ("stack.yml", "version: '3'\nservices:\n    web:\n        extends:\n            service: base\n", True),
    ("stack.yml", "{services: {web: {image: nginx}}}\n", True),
    ("stack.yml", "services:\n  db: {init: true}\n  web: {init: true, image: nginx}\n", True),
    ("services.yaml", "services:\n  app: {class: App, arguments: {image: a}}\n", False),
    ("a.yml", "networks:\n  front: {}\n", False),
    ("services.yaml", "services:\n  App\\Mailer:\n    arguments: [a]\n    autowire: true\n", False),
    ("gitlab-ci.yml", "services:\n  - docker:dind\nimage: x\n", False),
    ("job.yml", "jobs:\n  a:\n    services:\n      db:\n        image: postgres\n", False),
    ("pod.yaml", "apiVersion: v1\nkind: Pod\nservices:\n  a:\n    image: b\n", False),
    ("compose.yaml", "apiVersion: v1\nkind: ConfigMap\n", False),
    ("deep.yml", "services:\n  app:\n    settings:\n      image: logo.png\n", False),
    ("compose.py", WEB, True),
))
def test_files_are_known_by_name_and_content(path: str, head: str, ours: bool) -> None:
    assert names.recognises(path, head) == ours


@pytest.mark.parametrize("path,source,kind", (
    ("compose.yaml", WEB, "complete"),
    ("compose.yaml", "services:\n  web:\n    ports: ['1:1']\n", "complete"),
    ("compose.override.yaml", WEB, "override"),
    ("docker-compose-overrides.yml", WEB, "override"),
    ("docker-compose.prod.yml", WEB, "complete"),
    ("docker-compose.prod.yml", "services:\n  web:\n    ports: ['1:1']\n", "override"),
    ("common.yml", WEB, "fragment"),
    ("compose.networks.yml", "networks:\n  front: {}\n", "fragment"),
))
def test_the_kind_of_a_file(path: str, source: str, kind: str) -> None:
    assert project(source, path).kind == kind


@pytest.mark.parametrize("written,value,known", (
    ("${A:-b}", "b", True),
    ("x${A-b}y", "xby", True),
    ("${A:-}", "", True),
    ("${A:-${B:-c}}", "c", True),
    ("${A:-${B}}", "${B}", False),
    ("${A}", "${A}", False),
    ("$A/$b", "$A/$b", False),
    ("${A:?must be set}", "${A:?must be set}", False),
    ("${A:+yes}", "${A:+yes}", False),
    ("${R}/app:${T:-latest}", "${R}/app:latest", False),
    ("pa$$word$$", "pa$word$", True),
    ("$${A}", "${A}", True),
    ("$1 $ $(x)", "$1 $ $(x)", True),
    ("${A", "${A", False),
    ("${A/b}", "${A/b}", False),
    ("${A:-b", "${A:-b", False),
    ("{{.Node}}${A:-b}", "{{.Node}}b", False),
))
@pytest.mark.parametrize("quote", ("'", '"', ""))
def test_interpolation(written: str, value: str, known: bool, quote: str) -> None:
    if not quote and written.startswith("{"):
        return
    found = scalar(f"a: {quote}{written}{quote}\n")
    assert (found.value, found.text, found.known, found.text.known) == (value, value, known, known)


def test_a_default_stands_where_it_is_written() -> None:
    source = 'a: "nginx:${TAG:-latest}"\n'
    text = scalar(source).text
    tag = text.part(text.index("latest"))
    assert source[tag.start:tag.end] == "latest" and not tag.editable
    assert source[text.start:text.end] == '"nginx:${TAG:-latest}"'


def test_variables_are_remembered() -> None:
    source = "a: ${A:-${B:?no}}${C}$D$$E\n"
    found = scalar(source)
    assert isinstance(found, Interpolated)
    written = [(r.name, r.operator, source[slice(*r.span)]) for r in found.references]
    assert written == [
        ("A", ":-", "${A:-${B:?no}}"), ("B", ":?", "${B:?no}"), ("C", "", "${C}"), ("D", "", "$D"),
    ]


def test_only_values_are_interpolated_and_each_anchor_once() -> None:
    root = project("x: &x {'${A}': '${B:-c}'}\nservices:\n  web: {environment: *x, labels: *x}\n").root
    web = root.mapping("services", "web")
    assert web.get("environment") is web.get("labels")
    assert list(web.mapping("labels").items) == ["${A}"] and web.mapping("labels").text("${A}") == "c"


@given(strategies.text("${}:-?+aB \n'\"\\", max_size=40))
def test_any_value_can_be_interpolated(value: str) -> None:
    for root in compose(f"a: {value}").roots:
        interpolate(root)


def test_pairs_of_lists_and_mappings() -> None:
    source = "services:\n  web:\n    environment:\n      - A=b=c\n      - D\n      - ${E}=f\n      - G=${H:-i}\n"
    found = [(str(pair.name), pair.value, pair.name.known) for pair in service(source).environment]
    assert found == [("A", "b=c", True), ("D", None, True), ("${E}", "f", False), ("G", "i", True)]
    source = "services:\n  web:\n    environment: {A: b, C: , D: 1, E: null}\n"
    assert [(pair.name, pair.value) for pair in service(source).environment] == [
        ("A", "b"), ("C", None), ("D", "1"), ("E", None),
    ]
    assert [pair.value for pair in pairs(compose("[a:1.2.3.4, 'b=::1']").roots[0], "=:")] == ["1.2.3.4", "::1"]


@pytest.mark.parametrize("written,expected", (
    ("80", ("80", None, None, None, None, None)),
    ("3000-3005", ("3000", "3005", None, None, None, None)),
    ("'8080:80'", ("80", None, "8080", None, None, None)),
    ("9090-9091:80-81/udp", ("80", "81", "9090", "9091", None, "udp")),
    ("127.0.0.1:8001:80", ("80", None, "8001", None, "127.0.0.1", None)),
    ("127.0.0.1::80", ("80", None, None, None, "127.0.0.1", None)),
    ("'[::1]:8001:80'", ("80", None, "8001", None, "::1", None)),
    ("'::1:8001:80'", ("80", None, "8001", None, "::1", None)),
    ("'${IP:-0.0.0.0}:80:80'", ("80", None, "80", None, "0.0.0.0", None)),
    ("'${A:?x:y}:80'", ("80", None, "${A:?x:y}", None, None, None)),
    ("{target: 80, published: '8-9', host_ip: 1.2.3.4, protocol: tcp}", ("80", None, "8", "9", "1.2.3.4", "tcp")),
))
def test_ports(written: str, expected: tuple[str | None, ...]) -> None:
    root = compose(f"[{written}]").roots[0]
    interpolate(root)
    found, = ports(root)
    assert (
        found.target, found.target_last, found.published, found.published_last, found.host_ip, found.protocol
    ) == expected


@pytest.mark.parametrize("written,kind,source,target,options", (
    ("/data", "volume", None, "/data", ()),
    ("data:/data", "volume", "data", "/data", ()),
    ("./data:/data:ro", "bind", "./data", "/data", ("ro",)),
    ("'~/data:/data:rw,z'", "bind", "~/data", "/data", ("rw", "z")),
    ("'C:\\a:/data'", "bind", "C:\\a", "/data", ()),
    ("'C:\\a:D:\\b:ro'", "bind", "C:\\a", "D:\\b", ("ro",)),
    ("'${A:?b:c}:/data:ro'", "volume", "${A:?b:c}", "/data", ("ro",)),
    ("'${A}/b:/data'", "bind", "${A}/b", "/data", ()),
    ("'${PWD}:/data'", "bind", "${PWD}", "/data", ()),
    ("'${A:-./b}:/data'", "bind", "./b", "/data", ()),
    ("{type: bind, source: /a, target: /b, read_only: true}", "bind", "/a", "/b", ()),
    ("{target: /b}", "volume", None, "/b", ()),
))
def test_volumes(written: str, kind: str, source: str | None, target: str, options: tuple[str, ...]) -> None:
    root = compose(f"[{written}]").roots[0]
    interpolate(root)
    found, = volumes(root)
    assert (found.kind, found.source, found.target, found.options) == (kind, source, target, options)
    assert found.read_only == ("ro" in options or "read_only" in written)


def test_a_service_has_what_it_extends_in_the_same_file() -> None:
    web = service(
        "services:\n  base:\n    image: nginx\n    environment: {A: 1, B: 2}\n    ports: ['1:1']\n    command: [x]\n"
        "  middle:\n    extends: base\n    environment: {B: 3}\n"
        "  web:\n    extends: {service: middle}\n    ports: ['2:2']\n    command: [y]\n    user: !reset null\n"
    )
    assert web.image == "nginx" and web.complete and web.lacks("user")
    assert {str(pair.name): pair.value for pair in web.environment} == {"A": "1", "B": "3"}
    assert [port.target for port in web.ports] == ["1", "2"]
    assert web.view.texts("command") == ["y"]


def test_lists_and_mappings_are_put_together() -> None:
    web = service("services:\n  base:\n    environment: {A: 1}\n  web:\n    extends: base\n    environment: [B=2]\n")
    assert [(pair.name, pair.value) for pair in web.environment] == [("A", "1"), ("B", "2")]


@pytest.mark.parametrize("extends", ("web", "other", "{service: missing}"))
def test_circles_and_gaps_end(extends: str) -> None:
    web = service(f"services:\n  web:\n    image: a\n    extends: {extends}\n  other:\n    extends: web\n")
    assert web.image == "a"


def test_what_another_file_may_say_is_not_missing() -> None:
    assert service(WEB).lacks("healthcheck") and not service(WEB).lacks("image")
    web = service("services:\n  web:\n    extends: {file: common.yaml, service: base}\n")
    assert not web.complete and not web.lacks("healthcheck")
    assert not project(WEB, "compose.override.yaml").services["web"].lacks("healthcheck")


def test_files_of_a_folder_know_each_other() -> None:
    found = together(
        compose="services:\n  web:\n    image: a\n  own:\n    extends: {file: ./parts.yaml, service: part}\n",
        compose_override="services:\n  web:\n    build: .\n    read_only: true\n",
        parts="services:\n  part:\n    image: b\n    healthcheck: {test: x}\n",
    )
    web, own = found["compose"].services["web"], found["compose"].services["own"]
    assert web.built and not web.lacks("read_only") and web.lacks("healthcheck")
    assert own.complete and own.lacks("read_only") and not own.lacks("healthcheck")
    assert found["parts"].kind == "fragment"
    assert found["compose"].set is found["parts"].set is not None


def test_a_file_that_is_linted_alone_knows_them_too() -> None:
    around = Given()
    around.texts = {
        "compose.override.yaml": "services: {web: {read_only: true}}\n",
        "common/parts.yaml": (
            "services:\n  part:\n    extends: {file: more.yaml, service: base}\n  round:\n"
            "    extends: {file: ../compose.yaml, service: round}\n"
        ),
        "common/more.yaml": "services: {base: {image: a, healthcheck: {test: x}}}\n",
    }
    found = project(
        "services:\n  web:\n    image: a\n  own:\n    extends: {file: common/parts.yaml, service: part}\n"
        "  round:\n    extends: {file: common/parts.yaml, service: round}\n"
        "  open:\n    extends: {file: common/none.yaml, service: part}\n"
    )
    found.document.surroundings = around
    web, own, circle, gap = found.services.values()
    assert not web.lacks("read_only") and web.lacks("healthcheck")
    assert own.complete and own.lacks("read_only") and not own.lacks("healthcheck")
    assert not circle.complete and not gap.complete and not gap.lacks("read_only")
    found.close()


def test_what_a_project_declares() -> None:
    source = (
        "services:\n  web:\n    image: a\n    hostname: h\n    links: ['db:base']\n"
        "    networks: {front: {aliases: [w]}}\nvolumes: {data: }\n"
    )
    alone = project(source)
    assert alone.hosts == {"web", "h", "base", "w"}
    assert alone.lacks("networks", "front") and not alone.lacks("volumes", "data")
    assert not project(source + "include: [b.yaml]\n").lacks("networks", "front")
    assert not project(source, "compose.override.yaml").lacks("networks", "front")
    found = together(compose=source, compose_override="networks: {front: }\n")
    assert not found["compose"].lacks("networks", "front") and found["compose"].lacks("secrets", "data")


def test_documents_of_one_file_are_merged() -> None:
    web = service(WEB + "---\nservices:\n  web:\n    user: '1'\n")
    assert (web.image, web.view.text("user")) == ("nginx:1.27", "1")


def test_the_first_version_has_its_services_at_the_top() -> None:
    assert list(project("web:\n  image: nginx\ndb:\n  image: postgres\n").services) == ["web", "db"]
    assert not project("x-a: {}\nnetworks: {}\n").services


@pytest.mark.parametrize("source", (
    "", "services:", "services: []", "services: {web: }", "services: {web: [], b: x}", "- a",
    "services: {web: {extends: []}}",
    "services: {web: {ports: x, volumes: {a: b}, environment: 3, build: [], deploy: x, healthcheck: []}}", "a: *b\n",
    "services: {web: {ports: [[], {}, null], volumes: [[], {}, null], user: [], command: {a: b}, networks: [[], {}]}}",
))
def test_odd_files_are_read(source: str) -> None:
    assert list(document(source).facts)
