"""Units of Podman's for systemd."""

from __future__ import annotations

import pathlib
import time
from typing import TypeVar

import pytest

from hullmark.document import Document
from hullmark.model import Command
from hullmark.model import Container
from hullmark.model import Image
from hullmark.model import Mount
from hullmark.model import Port
from hullmark.model import Variable
from hullmark.model import Workload
from hullmark.text import Span
from hullmark.text import Text
from hullmark_daemon.quadlet import FORMAT
from hullmark_daemon.quadlet import recognises
from hullmark_daemon.unitfile import Unit
from hullmark_daemon.unitfile import read_unit
from hullmark_daemon.unitfile import split

from harness import call
from harness import codes
from harness import write

Fact = TypeVar("Fact")


def document(text: str) -> Document:
    return FORMAT.parse("a.container", text, None, lambda kind: True)


def of(kind: type[Fact], text: str, section: str = "Container") -> list[Fact]:
    return [fact for fact in document(f"[{section}]\n{text}\n").facts if isinstance(fact, kind)]


def unit(text: str) -> Unit:
    return read_unit(text, Span(0, 1))


@pytest.mark.parametrize("end", ("\n", "\r\n"))
def test_entries_have_their_places(end: str) -> None:
    lines = "# one", "[A]", " Key = a b ", "Long=c \\", "; two", "  d \\", "e", "[B]", "Key=x", "[A]", "Key=y", ""
    text = end.join(lines)
    found = unit(text)
    a = found.section("A")
    assert a.all("Key") == ["a b", "y"] and found.section("B").all("Key") == ["x"]
    long, = a.all("Long")
    assert long.split() == ["c", "d", "e"]
    assert [text[long.offset(long.index(letter))] for letter in "cde"] == ["c", "d", "e"]
    assert [comment.text for comment in found.comments] == ["one", "two"]
    assert text[slice(*a.all("Key")[0].span)] == "a b" and text[slice(*a.span)] == "A"


def test_an_empty_value_takes_back_those_before() -> None:
    a = unit("[A]\nKey=1\nKey=\nKey=2\nFlag=Yes\nOff=0\nOther=x").section("A")
    assert a.all("Key") == ["2"] and a.last("Key") == "2" and a.last("None") is None
    assert (a.flag("Flag"), a.flag("Off"), a.flag("Other"), a.flag("None")) == ("true", "false", "x", None)


@pytest.mark.parametrize("said,words", (
    ("a b", ["a", "b"]),
    ('A="b c" d', ["A=b c", "d"]),
    ("'a \"b\"' c", ['a "b"', "c"]),
    ('"a \\"b\\""', ['a "b"']),
    ("a\\ b", ["a b"]),
    ('""', [""]),
    ('"open', ["open"]),
))
def test_words(said: str, words: list[str]) -> None:
    assert list(split(Text(said, Span(0, len(said))))) == words


@pytest.mark.parametrize("said,known", (("%i", False), ("%%i", True), ("${A}", False), ("5%", True), ("a", True)))
def test_specifiers_are_not_known(said: str, known: bool) -> None:
    value = unit(f"[A]\nKey={said}").section("A").last("Key")
    assert value is not None and value.known == known


def test_the_container() -> None:
    found, = of(Container, "Image=r.example/a:1\nContainerName=b\nUser=5\nGroup=6\nPodmanArgs=--memory 1g")
    assert (found.name, found.role) == ("b", "service")
    assert found.user is not None and (found.user.uid, found.user.group) == ("5", "6")
    assert found.probes == () and found.resources is not None and found.resources.memory_limit == "1g"
    assert found.security is not None and found.security.escalation is None and found.security.dropped == ()
    assert [image.registry for image in of(Image, "Image=r.example/a:1")] == ["r.example"]
    assert not of(Image, "Image=a.image") and [i.name for i in of(Image, "Image=a", "Image")] == ["a"]


def test_what_it_holds() -> None:
    text = (
        "Image=a\nEnvironment=A=1 B\nLabel=c=d\nPublishPort=127.0.0.1:80:8080\nVolume=%h/x:/y:ro\nTmpfs=/z:exec\n"
        "Exec=-v serve\nHealthCmd=true || exit 1\n[Service]\nExecStartPre=-/bin/mkdir -p /srv\nRestart=no"
    )
    assert [(v.name, v.value, v.kind) for v in of(Variable, text)] == [
        ("A", "1", "env"), ("B", None, "env"), ("c", "d", "label"),
    ]
    assert [(p.number, p.host) for p in of(Port, text)] == [("8080", "127.0.0.1")]
    assert [(m.kind, m.source, m.target, m.read_only) for m in of(Mount, text)] == [
        ("bind", "~/x", "/y", True), ("tmpfs", None, "/z", False),
    ]
    assert [command.program for command in of(Command, text)] == ["a", "true", "exit", "mkdir"]
    workload, = of(Workload, text)
    assert workload.restart == "Never"


def test_other_units() -> None:
    assert [w.host_network for w in of(Workload, "Network=host\nPublishPort=80", "Pod")] == ["true"]
    assert [v.kind for v in of(Variable, "BuildArg=A=1\nPodmanArgs=--build-arg=B=2", "Build")] == ["build-arg"] * 2
    assert [m.source for m in of(Mount, "Device=/srv\nType=none", "Volume")] == ["/srv"]
    assert not of(Mount, "Device=tmpfs\nType=tmpfs", "Volume")


def test_our_comments_silence(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "[Container]\n# hullmark: ignore[image-tag-latest] tested nightly\nImage=r.example/a:latest\n"
        "# hullmark: ignore-block[host-network] a router\nNetwork=host\nUser=root\n[Service]\nRestart=always\n"
    )
    monkeypatch.chdir(write(tmp_path, {"a.container": text, "b.volume": "not ours", "c.network": ""}))
    assert call("check", "--no-cache", "--format", "jsonl", ".") == 1
    assert codes(capsys.readouterr().out) == [("a.container", 6, "runs-as-root")]


def test_which_files_are_ours() -> None:
    assert recognises("a.container", "[Unit]\nDescription=b\n\n[Container]\r\nImage=c")
    assert not recognises("a.network", "[Match]\nName=eth0\n\n[Network]\nDNSSEC=no\n"), "systemd-networkd's"
    assert not recognises("a.volume", "[Unit]\n") and not recognises("a.image", "\x89PNG")


@pytest.mark.parametrize("text", (
    "", "[", "[]", "=", "[Container]\n=\n", "\\", "[Container]\nA=\\", "[Container]\nPodmanArgs=" + "-v " * 100_000,
    "[Container]\n" + "Volume=\n" * 50_000, "[Container]\n" + "A=\\\n" * 100_000,
    "[Container]\nExec=" + '"\\' * 100_000, "[Container]\n" + "Volume=a:/b\n" * 50_000,
    "[Container]\nEnvironment=" + "'" * 200_001, "[Container]\n" + "#\\\n" * 100_000, "[Container]\0\nImage=\0",
    "[Container]\nMount=" + "," * 200_000 + "\nPublishPort=" + ":" * 100_000 + "\nVolume=" + ":" * 100_000,
))
def test_odd_texts_are_read_quickly(text: str) -> None:
    start = time.process_time()
    for fact in document(text).facts:
        assert fact is not None
    assert time.process_time() - start < 4
