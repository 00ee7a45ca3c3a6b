"""The settings of the Docker daemon, and JSON."""

from __future__ import annotations

import time

import pytest

from hullmark.document import Document
from hullmark.model import Container
from hullmark.model import Listener
from hullmark.yaml import Scalar
from hullmark_daemon.engine import FORMAT
from hullmark_daemon.engine import recognises
from hullmark_daemon.jsonfile import read_json
from hullmark_daemon.settings import Fault


def document(text: str) -> Document:
    return FORMAT.parse("daemon.json", text, None, lambda kind: True)


def test_the_container_that_it_describes() -> None:
    found, = [fact for fact in document('{"no-new-privileges": true}').facts if isinstance(fact, Container)]
    assert found.role == "default" and found.image is None and found.security is not None
    assert found.security.escalation == "false"
    assert found.security.read_only_root is not None and not found.security.read_only_root.known


@pytest.mark.parametrize("more,encrypted,verified", (
    ("", False, False),
    (', "tls": true', True, False),
    (', "tls": false', False, False),
    (', "tlsverify": false', True, False),
    (', "tlsverify": true', True, True),
))
def test_listeners(more: str, encrypted: bool, verified: bool) -> None:
    text = f'{{"hosts": ["tcp://0.0.0.0:1"]{more}}}'
    found, = [fact for fact in document(text).facts if isinstance(fact, Listener)]
    assert (found.encrypted, found.verified) == (encrypted, verified)


@pytest.mark.parametrize("head,ours", (
    ("", True), ('{"debug": true}', True), ('{"registry-mirrors": [', True), ('{"name": "other"}', False),
    ("[]", False),
))
def test_which_files_are_ours(head: str, ours: bool) -> None:
    assert recognises("daemon.json", head) == ours


def test_comments_are_blanks_of_the_same_length() -> None:
    text = '{\n  // one, "two"\n  "a": "b // c", /* three\n four */ "d": [1, 2,],\n}\n// five'
    assert read_json(text).faults
    parsed = read_json(text, lenient=True)
    assert not parsed.faults
    assert [comment.text for comment in parsed.comments] == ['one, "two"', "three\n four", "five"]
    value = parsed.root.get("a")
    assert isinstance(value, Scalar) and value.text == "b // c" and text[slice(*value.span)] == '"b // c"'
    assert parsed.root.texts("d") == ["1", "2"]
    assert [text[slice(*comment.span)][:2] for comment in parsed.comments] == ["//", "/*", "//"]


@pytest.mark.parametrize("text,at", (
    ('{"a": 1,}', 7), ('[1 , \n]', 3),
    ('{"a": 1} x', 9), ("{a: 1}", 1), ('{"a" 1}', 5), ('{"a": }', 6), ('{"a": "b', 6), ("[1", 1),
))
def test_what_is_no_json(text: str, at: int) -> None:
    fault, = read_json(text).faults
    assert fault.span == (at, at + 1)


def test_an_empty_file_says_nothing() -> None:
    assert list(document("").facts)[1:] == [] and not document(" \n").tree.faults


@pytest.mark.parametrize("text", (
    "[" * 100_000, '{"a":' * 100_000, "[[],", "\0", '"', "{" + '"a":1,' * 50_000 + "}", '{"a": "\ud800"}',
    "9" * 10_000,
    '{"debug": {"a": [null, {"hosts": true}]}, "hosts": {}, "log-opts": [], "group": [1]}', "[1, 2]", "true",
    "//" * 9999,
    "," * 100_000, ", " * 100_000, "/*" * 100_000, '"\\' * 100_000,
))
@pytest.mark.parametrize("lenient", (False, True))
def test_hostile_texts_end_in_findings(text: str, lenient: bool) -> None:
    start = time.process_time()
    assert read_json(text, lenient) is not None
    facts = list(document(text).facts)
    assert text[:1] not in "[\"\0," or text == "[1, 2]" or any(isinstance(fact, Fault) for fact in facts)
    assert time.process_time() - start < 5
