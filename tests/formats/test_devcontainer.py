"""Containers for development, and the options of ``docker run``."""

from __future__ import annotations

import time
from typing import TypeVar

import pytest

from hullmark.document import Document
from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import Image
from hullmark.model import Mount
from hullmark.model import Port
from hullmark.model import Publication
from hullmark.model import Variable
from hullmark.model import Workload
from hullmark.text import Span
from hullmark.text import Text
from hullmark_daemon.devcontainer import FORMAT
from hullmark_daemon.publications import published
from hullmark_daemon.runoptions import Options
from hullmark_daemon.runoptions import long_mount
from hullmark_daemon.runoptions import short_mount
from hullmark_daemon.runoptions import user_of

Fact = TypeVar("Fact")


def document(text: str) -> Document:
    return FORMAT.parse("devcontainer.json", text, None, lambda kind: True)


def of(kind: type[Fact], text: str) -> list[Fact]:
    return [fact for fact in document(text).facts if isinstance(fact, kind)]


def written(value: str, known: bool = True) -> Text:
    return Text(value, Span(0, len(value)), known=known)


def test_the_container() -> None:
    found, = of(Container, '{"name": "a", "image": "b:1", "remoteUser": "dev"}')
    assert (found.name, found.role, found.probes, found.resources) == ("a", "service", None, None)
    assert found.user is not None and found.user.name == "dev"
    workload, = of(Workload, '{"runArgs": ["--network", "host"]}')
    assert workload.kind == "development" and workload.host_network == "true"
    assert [image.name for image in of(Image, '{"image": "b:1"}')] == ["b"]
    assert not of(Image, '{"dockerComposeFile": "compose.yaml", "service": "a"}')


def test_what_it_holds() -> None:
    text = (
        '{"containerEnv": {"A": "1"}, "remoteEnv": {"B": null}, "build": {"args": {"C": "2"}}, "appPort": [3000],'
        ' "runArgs": ["-p", "127.0.0.1:80:8080/tcp", "-eD=3"], "postCreateCommand": "make && npm ci",'
        ' "initializeCommand": ["git", "pull"], "postStartCommand": {"a": "true", "b": ["false"]}}'
    )
    assert [(v.name, v.value, v.kind) for v in of(Variable, text)] == [
        ("A", "1", "env"), ("B", None, "env"), ("C", "2", "build-arg"), ("D", "3", "env"),
    ]
    assert [(p.number, p.host) for p in of(Port, text)] == [("3000", "127.0.0.1"), ("8080", "127.0.0.1")]
    commands = of(Command, text)
    assert [command.program for command in commands] == ["git", "make", "npm", "true", "false"]
    assert commands[0].script.container is None and commands[1].script.container is not None


def test_options() -> None:
    words = "--a=1 --b 2 --privileged -v c:/d -u3 --net host --rm -e=F=1 x --a 9 --last".split()
    options = Options(written(word) for word in words)
    assert options.all("a") == ["1", "9"] and options.last("a") == "9" and options.last("b") == "2"
    assert options.last("privileged") == "true" and options.last("volume") == "c:/d" and options.last("user") == "3"
    assert options.last("network") == "host" and options.all("env") == ["F=1"] and options.last("last") is None


@pytest.mark.parametrize("said,kind,source,target,read_only,propagation", (
    ("/a:/b", "bind", "/a", "/b", False, None),
    ("/a:/b:ro,rshared", "bind", "/a", "/b", True, "shared"),
    ("a:/b", "volume", "a", "/b", False, None),
    ("/b", "volume", None, "/b", False, None),
    ("C:\\a:/b", "bind", "C:\\a", "/b", False, None),
    ("${localEnv:HOME}/.ssh:/b:ro", "bind", "~/.ssh", "/b", True, None),
    ("%t/podman/podman.sock:/b", "bind", "/run/podman/podman.sock", "/b", False, None),
))
def test_short_mounts(
    said: str, kind: str, source: str | None, target: str, read_only: bool, propagation: str | None
) -> None:
    found = short_mount(written(said, "$" not in said and "%" not in said))
    assert (found.kind, found.source, found.target, found.read_only) == (kind, source, target, read_only)
    assert found.propagation == propagation
    assert found.source is None or found.source.known


def test_long_mounts() -> None:
    found = long_mount(written("type=bind, src=/a ,destination=/b,readonly,bind-propagation=rslave"))
    assert (found.kind, found.source, found.target, found.read_only) == ("bind", "/a", "/b", True)
    assert found.propagation == "slave" and not long_mount(written("type=bind,source=/a,readonly=false")).read_only


@pytest.mark.parametrize("said,target,last,own,address,protocol", (
    ("80", "80", None, None, None, None),
    ("8080:80/udp", "80", None, "8080", None, "udp"),
    ("127.0.0.1:8080:80", "80", None, "8080", "127.0.0.1", None),
    ("127.0.0.1::80", "80", None, None, "127.0.0.1", None),
    ("[::1]:8080:80", "80", None, "8080", "::1", None),
    ("8000-8010:80-90", "80", "90", "8000", None, None),
))
def test_ports(
    said: str, target: str, last: str | None, own: str | None, address: str | None, protocol: str | None
) -> None:
    found = published(written(said))
    assert (found.target, found.target_last, found.published) == (target, last, own)
    assert (found.address, found.protocol) == (address, protocol)


def test_a_port_that_is_a_number_is_published_on_the_machine_itself() -> None:
    found, = of(Publication, '{"appPort": [3000, "3001"]}')
    assert [port.address for port in found.ports] == ["127.0.0.1", None]
    assert [port.target for port in found.ports] == ["3000", "3001"]


def test_users() -> None:
    user = user_of(written("0:5"))
    assert user is not None and (user.uid, user.name, user.group, user.root) == ("0", None, "5", True)
    assert user_of(None) is None and user_of(written("")) is None


def test_places() -> None:
    text = '{"runArgs": ["-v", "/a:/b", "--mount", "type=bind,source=/c,target=/d"]}'
    assert sorted(text[slice(*mount.source.span)] for mount in of(Mount, text) if mount.source) == ["/a", "/c"]


@pytest.mark.parametrize("text", (
    "", "{", "[1]", '{"runArgs": "--privileged", "mounts": {"a": 1}, "build": [], "capAdd": {}}', '{"image": {}}',
    '{"mounts": [[], null, 1, {"source": []}], "appPort": {"a": 1}, "postCreateCommand": [[]]}', "{" * 100_000,
    '{"runArgs": [' + '"-v",' * 100_000 + "]}", '{"runArgs": ["' + "-" * 500_000 + '"]}',
    '{"mounts": ["' + ",=" * 200_000 + '"], "workspaceMount": "' + ":" * 200_000 + '"}',
))
def test_odd_texts_are_read_quickly(text: str) -> None:
    start = time.process_time()
    assert list(document(text).facts)
    assert time.process_time() - start < 4
