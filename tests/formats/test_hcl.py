"""HCL as nodes: where everything stands, and texts that are none."""

from __future__ import annotations

import sys
import time

import pytest

from hullmark.document import TooLarge
from hullmark.document import Wanted
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence
from hullmark_daemon import bake
from hullmark_daemon.hclfile import MAX_SIZE
from hullmark_daemon.hclfile import read_hcl
from hullmark_daemon.settings import Fault
from hullmark_daemon.settings import Parsed

ALL: Wanted = lambda kind: True  # noqa: E731


def parsed(text: str) -> Parsed:
    found = read_hcl(text)
    assert found is not None
    return found


def scalar(text: str, *path: str) -> Scalar:
    node = parsed(text).root.find(*path)
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize("written,value", (
    ('"a b"', "a b"), (r'"a\"\\\t\u00e9\U0001F600"', 'a"\\\té\U0001F600'), ("1.5", "1.5"), ("true", "true"),
    ('("a")', "a"), ('""', ""), ('"100%"', "100%"), ('"$5"', "$5"), ("<<E\n a\nb\n  E\n", " a\nb\n"),
))
def test_what_values_say_and_where(written: str, value: str) -> None:
    text = f'x = 1\ntarget "é" {{\n  # a\n  k = {written}\n}}\n'
    found = scalar(text, "target", "é", "k").text
    assert found == value and found.known
    for index, character in enumerate(value):
        if character in "ab":
            assert text[found.offset(index)] == character


@pytest.mark.parametrize("written", (
    "TAG", '"${TAG}"', '"a:${lower("b")}"', "f(1)", "a ? b : c", "a == b", "-x", "!x", "[for a in b : a]", "a[0].b",
    '"%{ if a }b%{ endif }"', "<<E\n${a}\nE\n", "a[*].b", "{for k, v in a : k => v}",
))
def test_what_is_computed_is_not_known(written: str) -> None:
    text = f"k = {written}\n"
    found = scalar(text, "k")
    assert not found.known and not found.text.known
    assert text[found.start:found.end].strip() == written.removeprefix("<<E\n").removesuffix("E\n").strip()


def test_collections_blocks_and_keys() -> None:
    text = 't "a" b {\n  l = [1, x, # c\n  "z",]\n  o = {in = 1, "q" : 2\n 3 = 4, (v) = 5}\n}\nt "a" b { m = 1 }\n'
    below = parsed(text).root.mapping("t", "a", "b")
    listed, made = below.get("l"), below.get("o")
    assert isinstance(listed, Sequence) and isinstance(made, Mapping)
    assert text[slice(*listed.span)] == '[1, x, # c\n  "z",]' and listed.texts == ["1", "${x}", "z"]
    assert list(made.items) == ["in", "q", "3", "${(v)}"] and list(below.items) == ["l", "o", "m"]
    assert [text[slice(*key.span)] for key, _ in made] == ["in", '"q"', "3", "(v)"]


def test_comments_have_their_place() -> None:
    text = "# a\nk = 1 // b\n/* c\nd */ l = [ # e\n]\n"
    found = parsed(text).comments
    assert [comment.text for comment in found] == ["a", "b", "c\nd", "e"]
    assert [text[slice(*comment.span)] for comment in found] == ["# a", "// b", "/* c\nd */", "# e"]


@pytest.mark.parametrize("text,at", (
    ("k = \n", 2), ("k = [1 2]\n", 7), ("t {", 2), ('k = "a\n', 5), ("k = 'a'\n", 4), ("k = <<E\na\n", 4), ("=", 0),
))
def test_what_is_no_hcl_is_said_at_its_place(text: str, at: int) -> None:
    fault, = parsed(text).faults
    assert fault.span.start == at and fault.span.end > at and fault.message.startswith("this is no HCL: ")


def test_without_the_parser_the_file_is_said_not_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hcl2", None)
    found, = bake.FORMAT.parse("docker-bake.hcl", "a = 1\n", None, ALL).facts
    assert type(found).__name__ == "Unread"


def test_a_text_beyond_the_bound_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_hcl("#" * (MAX_SIZE + 1))


@pytest.mark.parametrize("text", (
    "", "\0", "\r", "{", '"', "target", 'target "a" {\n x = <<A\n' + "\n" * 50_000, "a = " + "(" * 50_000,
    "a = <<A\n" + "\n" * 50_000 + "A\n", "a {\n" * 10_000 + "}\n" * 10_000, "a = " + "[" * 9_000 + "]" * 9_000 + "\n",
    'a = "' + '${"' * 9_000 + '"}' * 9_000 + '"\n', "a = 1" + " + 1" * 9_000 + "\n", "a = b" + "[0]" * 9_000 + "\n",
    "t" + ' "a"' * 9_000 + " {\n}\n", "/*" * 50_000, "target {\n a = 1\n}\ntarget = 1\n", 'target "a" {\n args {}\n}\n',
    'target "a" {\n args = 1\n contexts = [1]\n matrix = { a = {} }\n dockerfile-inline = <<E\nE\n}\n',
    'variable "a" {\n default = []\n}\nvariable "b" {}\nvariable = 1\n',
))
def test_odd_texts_end_in_findings(text: str) -> None:
    start = time.process_time()
    found = list(bake.FORMAT.parse("docker-bake.hcl", text, None, ALL).facts)
    assert found and time.process_time() - start < 4


def test_nesting_beyond_the_bound_is_said_once() -> None:
    found = parsed("a = " + "[" * 200 + "]" * 200 + "\n").faults
    assert found == (Fault(found[0].span, "more than 64 levels of nesting"),)


@pytest.mark.parametrize("name,head,ours", (
    ("docker-bake.hcl", "# a\ntarget \"a\" {\n}\n", True), ("app.bake.hcl", 'variable "A" { default = 1 }\n', True),
    ("bake.hcl", 'resource "a" "b" {\n}\n', False), ("docker-bake.hcl", "", False),
))
def test_which_files_are_ours(name: str, head: str, ours: bool) -> None:
    assert bake.FORMAT.recognises is not None and bake.FORMAT.recognises(name, head) == ours
