"""TOML as located nodes."""

from __future__ import annotations

import time
import tomllib
from typing import Any

import pytest

from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark_daemon.tomlfile import read_toml

TEXT = '''# the whole
title = "a \\"b\\" \\u00e9" # a comment
'quoted key' = 'C:\\path'
a.b."c.d" = 1
list = [ # first
  "x", 'y',
  [1, 2,], { k = true, l.m = "n" },
]
empty = {}
long = """
one "two"
three"""
raw = \'\'\'x\\n\'\'\'

[table."with.dot"] # behind
key = "v"
[[many]]
name = "1"
[many.below]
x = 1
[[many]]
name = "2"
[plugins.'io.containerd.grpc.v1.cri'.registry]
config_path = "/etc"
'''


def data(node: Node) -> Any:
    """Return a node as tomllib would, scalars as strings."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {key.value: data(value) for key, value in node}
    return [data(item) for item in node.items]


def spoken(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: spoken(below) for key, below in value.items()}
    if isinstance(value, list):
        return [spoken(item) for item in value]
    return value if isinstance(value, str) else str(value).lower()


@pytest.mark.parametrize("end", ("\n", "\r\n"))
def test_the_nodes_are_what_tomllib_reads(end: str) -> None:
    text = TEXT.replace("\n", end)
    parsed = read_toml(text)
    assert not parsed.faults
    mine = data(parsed.root)
    theirs = spoken(tomllib.loads(text))
    mine["long"] = mine["long"].replace("\r\n", "\n")
    assert mine == theirs
    assert [comment.text for comment in parsed.comments] == ["the whole", "a comment", "first", "behind"]


def test_everything_has_its_place() -> None:
    root = read_toml(TEXT).root
    title = root.text("title")
    assert title is not None and TEXT[title.offset(3)] == "b" and TEXT[slice(*title.span)].startswith('"a')
    key = root.grip("table", "with.dot", "key", "none")
    assert key is not None and TEXT[slice(*key.span)] == "key"
    item = root.mappings("many")[1].text("name")
    assert item is not None and TEXT[item.offset(0)] == "2"
    assert root.mapping("plugins", "io.containerd.grpc.v1.cri", "registry").text("config_path") == "/etc"
    assert root.sequence("list")[3].span == (TEXT.index("{ k"), TEXT.index("},") + 1)


@pytest.mark.parametrize("text,at", (
    ("a = \n", 2), ("a = 1\na = 2\n", 10), ("a\n", 0), ("[a\n", 1), ("a = [1", 5), ('a = "b', 5), ("a = tru", 4),
    ("\r\na = \r\n", 4),
))
def test_what_is_no_toml(text: str, at: int) -> None:
    fault, = read_toml(text).faults
    assert fault.span == (at, at + 1) and fault.message.startswith("this is no TOML: ")


@pytest.mark.parametrize("text", (
    "", "[", "[[", "]", "=", ".", "a.", "a..b = 1", "a = [", "a = {", "a = [" + "[" * 100_000, "a = " + "{a=" * 5_000,
    "[[a]]\n" * 20_000, "a = '''" + "'" * 5, 'a = """' + '\\"' * 100_000, "\0", "a = '\n" * 50_000, "#" * 200_000,
    "a = [" + "1," * 100_000, "[a." * 50_000,
    "a." * 100_000 + "b = 1", "[a]\na = 1\n[a.a.a]\nb = 1\n[[a.a]]", "a = [1 2 3]", "a = {b 1}",
    'a = "\\U99999999\\ud800"', "a = [\n" + "# b\n" * 50_000,
))
def test_hostile_texts_are_read_quickly(text: str) -> None:
    start = time.process_time()
    assert read_toml(text) is not None
    assert time.process_time() - start < 5
