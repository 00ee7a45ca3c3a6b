"""Files of variables."""

from __future__ import annotations

import time

import pytest

from hullmark.document import Document
from hullmark.model import Variable
from hullmark_daemon.dotenv import FORMAT
from hullmark_daemon.dotenv import Environment
from hullmark_daemon.dotenv import recognises


def document(text: str, path: str = ".env") -> Document:
    return FORMAT.parse(path, text, None, lambda kind: True)


def environment(text: str) -> Environment:
    tree: Environment = document(text).tree
    return tree


@pytest.mark.parametrize("line,value", (
    ("A=1", "1"),
    ("export A=1", "1"),
    ("A=1 # one", "1"),
    ("A=a#b", "a#b"),
    ("A=#b", "#b"),
    ("A= # nothing", ""),
    ("A=two words  ", "two words"),
    ("A: 1", "1"),
    ("A=", ""),
    ("A", None),
    ("A='$B # c'", "$B # c"),
    ('A="b\\nc \\"d\\" \\$e \\w"', 'b\nc "d" $e \\w'),
    ('A="b\nc"', "b\nc"),
    ("A=b='c'", "b='c'"),
))
def test_values(line: str, value: str | None) -> None:
    entry, = environment(line + "\n").entries
    assert (entry.name, entry.value) == ("A", value)
    assert not environment(line).faults


@pytest.mark.parametrize("line,known", (
    ("A=$B", False), ("A=${B:-c}", False), ('A="${B}"', False), ("A='${B}'", True), ('A="\\${B}"', True),
    ("A=5$", True),
))
def test_what_points_elsewhere_is_not_known(line: str, known: bool) -> None:
    entry, = environment(line).entries
    assert entry.value is not None and entry.value.known == known


@pytest.mark.parametrize("end", ("\n", "\r\n"))
def test_everything_has_its_place(end: str) -> None:
    text = end.join(("# first", 'A="x\\ty"  # why', " export B=c d", "C='", "e' # last", ""))
    found = document(text)
    a, b, c = found.tree.entries
    assert [text[slice(*entry.name.span)] for entry in (a, b, c)] == ["A", "B", "C"]
    assert text[slice(*a.value.span)] == '"x\\ty"' and text[a.value.offset(2)] == "y"
    assert text[slice(*b.value.span)] == "c d"
    assert c.value == f"{end}e"
    assert [comment.text for comment in found.comments] == ["first", "why", "last"]
    assert [text[slice(*comment.span)] for comment in found.comments] == ["# first", "# why", "# last"]


def test_variables_are_those_of_a_container_unless_they_are_samples() -> None:
    variable, = [fact for fact in document("A=1").facts if isinstance(fact, Variable)]
    assert variable.kind == "env" and variable.container is not None and variable.container.role == "service"
    for path in (".env.example", "sample.env", "deploy/.env.dist", "app.template.env"):
        assert not [fact for fact in document("A=1", path).facts if isinstance(fact, Variable)]


@pytest.mark.parametrize("path,head,ours", (
    (".env", "", True),
    (".env", "# a comment\n\nA=1", True),
    ("prod.env", "export A=1", True),
    (".env", "A\n", True),
    (".env.js", "A=1", False),
    (".env.local", "<html>", False),
    (".env.txt", "once upon a time", False),
    (".env", "# " * 30000 + "\n<", False),
))
def test_which_files_are_ours(path: str, head: str, ours: bool) -> None:
    assert recognises(path, head) == ours


@pytest.mark.parametrize("text", (
    "\0", "=", "#", "'", "A='", 'A="\\', "A=\r", "\r\n\r\n", "export ", "A=" + "\\" * 100_000,
    'A="' * 50_000, "A='\n" * 50_000, "A=" + " " * 200_000 + "\n", "A=" + "b #" * 100_000, 'A="' + "\\n" * 100_000,
))
def test_hostile_texts_are_read_quickly(text: str) -> None:
    start = time.process_time()
    found = document(text)
    for fact in found.facts:
        assert fact is not None
    assert time.process_time() - start < 3
