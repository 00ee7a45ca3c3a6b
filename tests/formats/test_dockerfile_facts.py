"""Source to shared facts: containers, users, ports, images, mounts, variables, commands and URLs, with their places."""

from __future__ import annotations

from typing import Any
from typing import TypeVar

import pytest

from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import File
from hullmark.model import Image
from hullmark.model import Mount
from hullmark.model import Port
from hullmark.model import Script
from hullmark.model import Url
from hullmark.model import User
from hullmark.model import Variable

from hullmark_dockerfile.environment import is_bare
from hullmark_dockerfile.environment import variables_of
from hullmark_dockerfile.environment import workdir_of
from hullmark_dockerfile.format import parse_document
from hullmark_dockerfile.options import DockerfileOptions
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Instruction
from hullmark_dockerfile.tree import Stage

Fact = TypeVar("Fact")


def facts(source: str, kind: type[Fact], **options: Any) -> list[Fact]:
    """Return the facts of one type."""
    document = parse_document("Dockerfile", source, DockerfileOptions(**options), lambda each: True)
    return [fact for fact in document.facts if isinstance(fact, kind)]


def only(source: str, kind: type[Fact], **options: Any) -> Fact:
    found = facts(source, kind, **options)
    assert len(found) == 1, found
    return found[0]


def cut(source: str, fact: Any) -> str:
    """Return what a fact underlines."""
    return source[slice(*fact.span)]


def text(value: object) -> str | None:
    return None if value is None else str(value)


def test_the_order_is_that_of_the_file_with_a_container_ahead_and_a_stage_behind() -> None:
    source = "ARG V=1\nFROM a:$V AS x\nENV A=1\nFROM x\nUSER u\n"
    document = parse_document("Dockerfile", source, DockerfileOptions(), lambda each: True)
    names = [type(fact).__name__ for fact in document.facts]
    assert names == [
        "Instruction", "Variable", "Container", "Image", "Instruction", "Instruction", "Variable", "Stage",
        "Container", "Instruction", "Instruction", "User", "Stage", "Dockerfile",
    ]


def test_only_what_is_read_is_made_of_a_script() -> None:
    source = "FROM a\nRUN A=1 && curl http://x > /y\n"
    for kind in (Command, Url, Script):
        document = parse_document("Dockerfile", source, DockerfileOptions(), lambda each: each is kind)
        shared = {type(fact) for fact in document.facts} - {Container, Image, Instruction, Stage, Dockerfile}
        assert shared == {Script, kind}


def test_facts_that_nobody_reads_are_not_made() -> None:
    source = (
        "# syntax=x\nFROM a\nENV A=1\nRUN --mount=from=b,target=/x curl https://x\nEXPOSE 1\nVOLUME /x\n"
        "ADD https://y z\n"
    )
    document = parse_document("Dockerfile", source, DockerfileOptions(), lambda each: False)
    assert {type(fact) for fact in document.facts} <= {Container, Image, Instruction, Stage, Dockerfile}


CONTAINERS = [
    ("FROM a AS x", "FROM", "x", True, "a", None),
    ("FROM a:1 AS x\nUSER u\nFROM x", "FROM", None, True, "a:1", "u"),
    ("RUN true", "RUN true", None, True, None, None),
    ("FROM a\nUSER", "FROM", None, True, "a", None),
    ("FROM a\nUSER one\nUSER two", "FROM", None, True, "a", "two"),
    ("FROM a\nONBUILD USER u", "FROM", None, True, "a", None),
    ("FROM jenkins/jenkins:lts", "FROM", None, True, "jenkins/jenkins:lts", "jenkins"),
    ("FROM gcr.io/distroless/static:nonroot", "FROM", None, True, "gcr.io/distroless/static:nonroot", "65532"),
    ("FROM mcr.microsoft.com/windows/servercore:1", "FROM", None, True, "mcr.microsoft.com/windows/servercore:1",
     "ContainerAdministrator"),
    ("FROM a:$X\nUSER $U", "FROM", None, True, "a:", "$U"),
    ("ARG X\nFROM a:$X", "FROM", None, True, "a:$X", None),
    ("FROM scratch", "FROM", None, True, "scratch", None),
]


@pytest.mark.parametrize("source,grip,name,ships,image,user", CONTAINERS)
def test_a_stage_is_a_container(
    source: str, grip: str, name: str | None, ships: bool, image: str | None, user: str | None
) -> None:
    container = facts(source, Container)[-1]
    assert cut(source, container) == grip
    assert (text(container.name), container.role, container.ships) == (name, "stage", ships)
    assert (text(container.image.text) if container.image else None) == image
    assert (text(container.user.account) if container.user else None) == user


PURPOSES = [
    ("FROM a AS x\nCMD x\nFROM b", ["step", "base"]),
    ("FROM a\nCMD x", ["program"]),
    ("FROM a AS x\nEXPOSE 80\nFROM x\nENTRYPOINT x", ["step", "server"]),
    ("FROM scratch\nCOPY a /", ["files"]),
    ("FROM a\nENV A=1\nONBUILD COPY a /", ["trigger"]),
    ("FROM a\nRUN x\nONBUILD COPY a /", ["base"]),
]


@pytest.mark.parametrize("source,purposes", PURPOSES)
def test_a_stage_has_a_purpose(source: str, purposes: list[str]) -> None:
    assert [container.purpose for container in facts(source, Container)] == purposes


STEPPING_DOWN = [
    ("FROM postgres:16", True),
    ("FROM postgres:16\nENTRYPOINT x", False),
    ("FROM a AS x\nRUN apt-get install -y gosu\nFROM x", True),
    ("FROM a", False),
]


@pytest.mark.parametrize("source,unknown", STEPPING_DOWN)
def test_a_program_that_steps_down_by_itself_has_an_unknown_user(source: str, unknown: bool) -> None:
    user = facts(source, Container)[-1].user
    assert (user is not None and user.account is not None and not user.account.known) is unknown


def test_a_user_of_the_base_names_it() -> None:
    user = facts("FROM jenkins/jenkins:lts AS x\nFROM x", Container)[1].user
    assert user is not None and user.inherited == "jenkins/jenkins:lts" and user.span == (5, 24)


PROBES = [
    ("FROM a", ()),
    ("FROM a\nHEALTHCHECK CMD x", (False,)),
    ("FROM a\nHEALTHCHECK none", (True,)),
    ("FROM a AS x\nHEALTHCHECK CMD x\nFROM x", (False,)),
    ("FROM a\nHEALTHCHECK CMD x\nHEALTHCHECK NONE", (True,)),
    ("FROM gitlab/gitlab-ce:17.0.0-ce.0", (False,)),
]


@pytest.mark.parametrize("source,disabled", PROBES)
def test_a_health_check_is_a_probe(source: str, disabled: tuple[bool, ...]) -> None:
    probes = facts(source, Container)[-1].probes
    assert probes is not None and tuple(probe.disabled for probe in probes) == disabled


USERS = [
    ("USER app", "app", None, None, "app"),
    ("USER 1000", None, "1000", None, "1000"),
    ("USER 1000:100", None, "1000", "100", "1000:100"),
    ('USER "app":grp', "app", None, "grp", '"app":grp'),
    ("ARG U=5\nUSER $U:$U", None, "5", "5", "$U:$U"),
    ("USER $U", "$U", None, None, "$U"),
    ("USER app:$G", "app", None, "$G", "app:$G"),
    ("USER $U:grp", "$U", None, "grp", "$U:grp"),
    ("USER ${U:-app}:grp", "app", None, "grp", "${U:-app}:grp"),
    ("USER ${U%:x}:1", "${U%:x}", None, "1", "${U%:x}:1"),
    ("USER :grp", "", None, "grp", ":grp"),
]


@pytest.mark.parametrize("source,name,uid,group,place", USERS)
def test_user_is_taken_apart(source: str, name: str | None, uid: str | None, group: str | None, place: str) -> None:
    source = f"FROM a\n{source}"
    user = only(source, User)
    assert (text(user.name), text(user.uid), text(user.group)) == (name, uid, group)
    assert cut(source, user) == place


KNOWN = [
    ("USER app", (True, None)),
    ("USER $U", (False, None)),
    ("USER app:$G", (True, False)),
    ("USER $U:grp", (False, True)),
]


@pytest.mark.parametrize("source,known", KNOWN)
def test_the_parts_of_a_user_are_known_each_by_itself(source: str, known: tuple[bool, bool | None]) -> None:
    user = only(f"FROM a\n{source}", User)
    assert user.account is not None
    assert (user.account.known, user.group.known if user.group is not None else None) == known


PORTS = [
    ("EXPOSE 80", [("80", None, None, None, "80")]),
    ("EXPOSE 80 443/tcp", [("80", None, None, None, "80"), ("443", None, "tcp", None, "443/tcp")]),
    ("EXPOSE 20-30/UDP", [("20", "30", "UDP", None, "20-30/UDP")]),
    ("EXPOSE 8080:80", [("80", None, None, "8080", "8080:80")]),
    ("EXPOSE 127.0.0.1:8080:80/tcp", [("80", None, "tcp", "127.0.0.1:8080", "127.0.0.1:8080:80/tcp")]),
    ("ENV P=22\nEXPOSE $P/tcp", [("22", None, "tcp", None, "$P/tcp")]),
    ("ENV P=\"22 23\"\nEXPOSE $P", [("22", None, None, None, "$P"), ("23", None, None, None, "$P")]),
    ("EXPOSE $P", [("$P", None, None, None, "$P")]),
    ("EXPOSE 82/$P", [("82/$P", None, None, None, "82/$P")]),
    ("EXPOSE /tcp", [("", None, "tcp", None, "/tcp")]),
    ("EXPOSE abc", [("abc", None, None, None, "abc")]),
    ("EXPOSE", []),
]


@pytest.mark.parametrize("source,ports", PORTS)
def test_expose_gives_ports(source: str, ports: list[tuple[str | None, ...]]) -> None:
    source = f"FROM a\n{source}"
    found = facts(source, Port)
    assert [
        (text(port.number), text(port.last), text(port.protocol), text(port.host), cut(source, port)) for port in found
    ] == ports
    assert all(port.container is not None for port in found)


IMAGES = [
    ("FROM a", [("a", "base")]),
    ("FROM scratch", []),
    ("FROM a AS x\nFROM x", [("a", "base")]),
    ("FROM a AS x\nCOPY --from=x y z\nCOPY --from=X y z\nCOPY --from=0 y z\nCOPY --from=later y z\nFROM b AS later",
     [("a", "base"), ("b", "base")]),
    ("FROM a\nCOPY --from=b:1 y z", [("a", "base"), ("b:1", "copy")]),
    ("FROM a\nCOPY --from=\"b:1\" y z", [("a", "base"), ("b:1", "copy")]),
    ("FROM a\nCOPY --from=scratch y z\nCOPY --from= y z\nCOPY --from y z", [("a", "base")]),
    ("FROM a\nCOPY --from=$B y z", [("a", "base"), ("$B", "copy")]),
    ("FROM a\nADD --chown=1 y z", [("a", "base")]),
    ("FROM a\nRUN --mount=type=bind,from=b,target=/x --mount=type=cache,target=/y true",
     [("a", "base"), ("b", "mount")]),
    ("FROM a AS x\nRUN --mount=from=x,target=/x true", [("a", "base")]),
    ("# syntax=docker/dockerfile:1\nFROM a", [("docker/dockerfile:1", "syntax"), ("a", "base")]),
    ("FROM a\nONBUILD COPY --from=b y z", [("a", "base"), ("b", "copy")]),
    ("RUN true", []),
]


@pytest.mark.parametrize("source,images", IMAGES)
def test_images_are_named_wherever_files_come_from(source: str, images: list[tuple[str, str]]) -> None:
    assert [(str(image.text), image.use) for image in facts(source, Image)] == images


def test_a_context_of_the_configuration_is_no_image() -> None:
    source = "FROM code\nCOPY --from=other a b\nCOPY --from=c a b"
    assert [str(image.text) for image in facts(source, Image, contexts=("code", "other"))] == ["c"]


def test_an_image_of_a_stage_knows_its_container() -> None:
    source = "ARG V=1\nFROM r.example.org/a:$V AS x"
    image, container = only(source, Image), only(source, Container)
    assert image.container == container and image.origin == "V"
    assert (text(image.registry), text(image.tag), cut(source, image)) == ("r.example.org", "1", "r.example.org/a:$V")


VARIABLES = [
    ("ENV A=1 B='2 3'", [("A", "1", "env"), ("B", "2 3", "env")]),
    ("ENV A b c", [("A", "b c", "env")]),
    ("ENV A=$B", [("A", "$B", "env")]),
    ("ARG A B=1", [("A", None, "build-arg"), ("B", "1", "build-arg")]),
    ("LABEL \"a.b\"=c", [("a.b", "c", "label")]),
    ("ONBUILD ENV A=1", [("A", "1", "env")]),
]


@pytest.mark.parametrize("source,variables", VARIABLES)
def test_env_arg_and_label_give_variables(source: str, variables: list[tuple[str, str | None, str]]) -> None:
    found = facts(f"FROM a\n{source}", Variable)
    assert [(str(each.name), text(each.value), each.kind) for each in found] == variables
    assert all(each.container is not None for each in found)


def test_an_argument_before_from_belongs_to_no_container() -> None:
    variable = only("ARG A=1\nFROM a", Variable)
    assert variable.container is None and variable.value == "1"


MOUNTS = [
    ("VOLUME /a /b", [("volume", None, "/a", False), ("volume", None, "/b", False)]),
    ('VOLUME ["/a"]', [("volume", None, "/a", False)]),
    ("ENV D=/d\nVOLUME $D", [("volume", None, "/d", False)]),
    ("RUN --mount=target=/x true", [("bind", None, "/x", True)]),
    ("RUN --mount=type=bind,src=a,dst=/x,rw true", [("bind", "a", "/x", False)]),
    ("RUN --mount=type=cache,target=/x true", [("cache", None, "/x", False)]),
    ("RUN --mount=type=secret,id=a --mount=type=ssh true", [("secret", None, None, False), ("ssh", None, None, False)]),
    ("RUN --network=none true", []),
]


@pytest.mark.parametrize("source,mounts", MOUNTS)
def test_volumes_and_mounts_of_run(source: str, mounts: list[tuple[str, str | None, str | None, bool]]) -> None:
    found = facts(f"FROM a\n{source}", Mount)
    assert [(each.kind, text(each.source), text(each.target), each.read_only) for each in found] == mounts
    assert all(each.container is not None for each in found)


URLS = [
    ("ADD https://Example.org/a http://b/c /d/", [("https", "example.org", "ADD"), ("http", "b", "ADD")]),
    ("ADD https://u:p@h:8080/x /d", [("https", "h", "ADD")]),
    ("COPY https://a/b c", []),
    ("RUN curl -O http://a/b && wget \"https://c/d\"", [("http", "a", "curl"), ("https", "c", "wget")]),
    ("CMD [\"curl\", \"http://a\"]", [("http", "a", "curl")]),
    ("HEALTHCHECK CMD curl http://localhost", [("http", "localhost", "curl")]),
    ("HEALTHCHECK NONE", []),
    ("ENV U=http://a", []),
]


@pytest.mark.parametrize("source,urls", URLS)
def test_urls_are_those_that_something_fetches(source: str, urls: list[tuple[str, str, str]]) -> None:
    found = facts(f"FROM a\n{source}", Url)
    assert [(each.scheme, each.host, each.fetcher) for each in found] == urls
    assert all(each.container is not None for each in found)


SCRIPTS = [
    ("RUN a && b", "sh", "build", ["a", "b"]),
    ('RUN ["a", "b"]', "exec", "build", ["a"]),
    ("CMD a", "sh", "start", ["a"]),
    ('ENTRYPOINT ["a"]', "exec", "start", ["a"]),
    ("HEALTHCHECK --interval=1s CMD a || b", "sh", "health", ["a", "b"]),
    ("ONBUILD RUN a", "sh", "onbuild", ["a"]),
    ('SHELL ["bash", "-c"]\nRUN a', "bash", "build", ["a"]),
    ('SHELL ["pwsh", "-c"]\nRUN a', "pwsh", "build", []),
    ("RUN <<END\na\nb\nEND", "sh", "build", ["a", "b"]),
]


@pytest.mark.parametrize("source,language,use,programs", SCRIPTS)
def test_what_runs_is_a_script_of_commands(source: str, language: str, use: str, programs: list[str]) -> None:
    source = f"FROM a\n{source}"
    script = only(source, Script)
    assert (script.language, script.use) == (language, use) and script.container is not None
    assert [command.program for command in facts(source, Command)] == programs


def test_instructions_without_arguments_run_nothing() -> None:
    assert facts("FROM a\nRUN\nCMD\nENTRYPOINT\nHEALTHCHECK\nUSER\nVOLUME\nCOPY\nONBUILD\n", Script) == []


def test_a_here_document_of_copy_is_a_file() -> None:
    source = "FROM a\nCOPY <<one <<two /etc/\n1\none\n2\ntwo\nCOPY <<x /y\nx\n"
    assert [text(file.path) for file in facts(source, File)] == ["/etc/one", "/etc/two", "/y"]


def test_a_trigger_follows_the_instruction_that_holds_it() -> None:
    found = facts("FROM a\nONBUILD EXPOSE 80", Instruction)
    assert [(each.key, each.onbuild) for each in found] == [("FROM", False), ("ONBUILD", False), ("EXPOSE", True)]


ENVIRONMENTS = [
    ("alpine:3.20", "PATH", "PYTHON_VERSION", True),
    ("docker.io/library/python:3.12", "PYTHON_VERSION", "NODE_VERSION", True),
    ("maven:3", "JAVA_HOME", "NODE_VERSION", False),
    ("registry.example.org/mirror/node:22", "NODE_VERSION", "GOPATH", False),
    ("unknown/image", "PATH", "GOPATH", False),
    ("scratch", "PATH", "HOME", True),
    ("$X", "PATH", "HOME", False),
]


@pytest.mark.parametrize("image,there,missing,whole", ENVIRONMENTS)
def test_common_images_set_known_variables(image: str, there: str, missing: str, whole: bool) -> None:
    stage = only(f"ARG X\nFROM {image}", Stage)
    names, complete = variables_of(stage.image)
    assert there in names and missing not in names and complete is whole


def test_what_is_known_of_an_image_is_nothing_without_one() -> None:
    assert variables_of(None) == (frozenset(("PATH",)), False)
    assert workdir_of(None) is None


WORKDIRS = [
    ("golang:1.23", "/go", False),
    ("docker.io/library/alpine", None, True),
    ("php:8", "/var/www/html", False),
    ("$X", None, False),
]


@pytest.mark.parametrize("image,workdir,bare", WORKDIRS)
def test_some_images_set_a_working_directory(image: str, workdir: str | None, bare: bool) -> None:
    stage = only(f"ARG X\nFROM {image}", Stage)
    assert stage.image is not None
    assert (workdir_of(stage.image), is_bare(stage.image)) == (workdir, bare)
