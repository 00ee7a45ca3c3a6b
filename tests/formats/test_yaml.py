"""Located YAML: nodes, the place of every character, and what cannot be read."""

from __future__ import annotations

import builtins
import gc
import pathlib
import re
import sys
import time
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies

from hullmark.text import Span
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence
from hullmark.yaml import Stream
from hullmark.yaml import compose
from hullmark.yaml import plain
from hullmark.yaml import walk
from hullmark.yaml.compose import MAX_DEPTH

CORPUS = pathlib.Path(__file__).parents[2] / ".data" / "corpus" / "kubernetes"


def root(text: str) -> Mapping:
    """Return the mapping that a text holds, which has no trouble."""
    stream = compose(text)
    assert stream.troubles == []
    (node,) = stream.roots
    assert isinstance(node, Mapping)
    return node


def value(text: str) -> Scalar:
    """Return the value of the key k."""
    node = root(text).get("k")
    assert isinstance(node, Scalar)
    return node


def troubles(text: str) -> list[tuple[str, str]]:
    """Return the kind of each trouble and what it underlines."""
    return [(trouble.kind, text[trouble.span.start:trouble.span.end]) for trouble in compose(text).troubles]


def shape(node: Node) -> Any:
    """Return a node as plain data with its place."""
    if isinstance(node, Scalar):
        return node.value, node.style, node.start, node.end
    if isinstance(node, Sequence):
        return [shape(item) for item in node.items], node.start, node.end
    return {key.value: (key.start, shape(item)) for key, item in node}, node.start, node.end


@pytest.mark.parametrize(
    "text,expected,span",
    (
        ("k: abc\n", "abc", "abc"),
        ("k:   abc   # c\n", "abc", "abc"),
        ("k: 'a''b'\n", "a'b", "'a''b'"),
        ('k: "a\\tb\\u00e9\\x41\\\\"\n', "a\tb\u00e9A\\", '"a\\tb\\u00e9\\x41\\\\"'),
        ('k: "a\n  b\n\n  c"\n', "a b\nc", '"a\n  b\n\n  c"'),
        ('k: "a\\\n  b"\n', "ab", '"a\\\n  b"'),
        ("k: 'a\n  b'\n", "a b", "'a\n  b'"),
        ("k: a\n  b\n\n  c\n", "a b\nc", "a\n  b\n\n  c"),
        ("k: |\n  a\n   b\n\n  c\n", "a\n b\n\nc\n", "|\n  a\n   b\n\n  c"),
        ("k: |-\n  a\n  b\n", "a\nb", "|-\n  a\n  b"),
        ("k: |2\n   a\n", " a\n", "|2\n   a"),
        ("k: >\n  a\n  b\n\n  c\n", "a b\nc\n", ">\n  a\n  b\n\n  c"),
        ("k: |\n  a\n\n\nl: 1\n", "a\n", "|\n  a"),
        ("k: \U0001f600 \u00e9\n", "\U0001f600 \u00e9", "\U0001f600 \u00e9"),
        ("\u00e9\U0001f600: 1\nk: {a: 1}\n", "", ""),
        ("k: &x abc\n", "abc", "abc"),
        ("k: !!str 12\n", "12", "12"),
        ("k: !t &x 'a'\n", "a", "'a'"),
        ("{k: [x], l: m}\n", "", ""),
        ("k:\n", "", ""),
        ("k: ''\n", "", "''"),
    ),
)
@pytest.mark.parametrize("line_end", ("\n", "\r\n"))
def test_a_scalar_knows_where_each_character_stands(text: str, expected: str, span: str, line_end: str) -> None:
    text = text.replace("\n", line_end)
    node = root(text).get("k")
    if not isinstance(node, Scalar):
        return
    assert (node.value, text[slice(*node.span)]) == (expected, span.replace("\n", line_end))
    for index, character in enumerate(node.text):
        there = text[node.text.offset(index)]
        assert there == character or there == "\\" or character in " \n" and there in " \r\n", (index, there)


def test_a_part_of_a_block_scalar_is_where_it_is_written() -> None:
    text = "data:\n  k: |\n    one\n    two three\n"
    node = root(text).find("data", "k")
    assert isinstance(node, Scalar)
    part = node.text.part(8, 13)
    assert (str(part), text[slice(*part.span)]) == ("three", "three")


@pytest.mark.parametrize("written", ("${A}", "a-{{ b }}", "{% if %}", "$(A)", "$TAG", "x:$TAG"))
def test_a_placeholder_is_not_known(written: str) -> None:
    scalar = value(f"k: '{written}'\n")
    assert not scalar.text.known
    assert scalar.literal.known


@pytest.mark.parametrize("written", ("a", "$", "a$b", "{a", "5$", "$(ls -l)", "{}"))
def test_other_dollars_and_braces_are_known(written: str) -> None:
    assert value(f"k: '{written}'\n").text.known


@pytest.mark.parametrize(
    "written,expected",
    (
        ("true", True), ("Yes", True), ("ON", True), ("y", True), ("off", False), ("N", False), ("'true'", None),
        ("1", None),
    ),
)
def test_booleans_are_those_of_yaml_1_1(written: str, expected: bool | None) -> None:
    node = root(f"k: {written}\n")
    assert value(f"k: {written}\n").boolean is expected
    assert (node.is_true("k"), node.is_false("k")) == (expected is True, expected is False)
    flag = node.flag("k")
    assert flag is not None
    assert flag == ({True: "true", False: "false", None: written.strip("'")}[expected])


def test_what_is_missing_or_of_another_type_is_empty() -> None:
    node = root("a: {b: [1, {c: d}, [2]]}\nn: ~\ns: text\n")
    assert node.mapping("s") is EMPTY and node.mapping("a", "x", "y") is EMPTY and not EMPTY
    assert node.sequence("a") == [] and node.mappings("s") == [] and node.texts("x") == []
    assert node.texts("a", "b") == ["1"] and node.texts("s") == ["text"]
    assert [item.text("c") for item in node.mappings("a", "b")] == ["d"]
    assert node.text("n") is None and not node.has("n") and "n" in node and node.has("s")
    assert node.find("s", "t") is None and node.scalar("a") is None and node.flag("n") is None
    assert node.key("s") is not None and node.key("x") is None


def test_the_grip_is_the_deepest_key_that_is_there() -> None:
    node = root("a:\n  b:\n    c: 1\n")
    grip = node.grip("a", "b", "x", "c")
    assert grip is not None and grip.value == "b"
    assert node.grip("x") is None


def test_collections_span_what_they_hold() -> None:
    text = "a:\n  - b\n  - {c: d}\n\n# end\ne: [1,\n 2]\n"
    node = root(text)
    first, second = node.get("a"), node.get("e")
    assert first is not None and text[slice(*first.span)] == "- b\n  - {c: d}"
    assert second is not None and text[slice(*second.span)] == "[1,\n 2]"


def test_an_alias_is_the_node_that_it_names() -> None:
    node = root("a: &x {b: c}\nd: *x\n")
    assert node.get("a") is node.get("d")
    assert [item.value for item in walk(node) if isinstance(item, Scalar)] == ["c"]


def test_own_keys_win_over_merged_ones_and_earlier_sources_over_later_ones() -> None:
    node = root("x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz: {<<: [*x, *y], c: 3}\nw:\n  <<: *x\n  a: 4\n")
    merged = node.mapping("z")
    assert {key: merged.text(key) for key in merged.items} == {"a": "1", "b": "1", "c": "3"}
    assert merged.merged == {"a", "b"}
    text = merged.text("b")
    assert text is not None and text.span.start == 16, "an inherited value stands where the anchor is"
    assert node.mapping("w").text("a") == "4"


def test_documents_and_comments() -> None:
    text = "# one\na: 'x # no' # two\n---\nb: |\n  # no\n#three\n---\n"
    stream = compose(text)
    assert [str(comment.text) for comment in stream.comments] == ["one", "two", "three"]
    assert [text[slice(*comment.span)] for comment in stream.comments] == ["# one", "# two", "#three"]
    assert len(stream.roots) == 3


@pytest.mark.parametrize(
    "text,expected",
    (
        ("a: 1\n b: 2\n", [("syntax", "b: 2")]),
        ("a: [1\n", [("syntax", "a: [1")]),
        ("a:\n\tb: 1\n", [("syntax", "b: 1")]),
        ("a: 'x\n", [("syntax", "a: 'x")]),
        ("a: @x\n", [("syntax", "@x")]),
        ("a: *x\n", [("alias", "*x")]),
        ("a: &x [*x]\n", [("alias", "*x")]),
        ("a: 1\nb: 2\na: 3\n", [("duplicate", "a")]),
        ("\u00e9: \u00e9\na: \x01\n", [("syntax", "\x01")]),
        ("{{ if x }}\na: 1\n", [("syntax", "{{ if x }}")]),
    ),
)
def test_what_cannot_be_read_is_named_at_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    found = troubles(text)
    assert [kind for kind, _ in found] == [kind for kind, _ in expected]
    if expected[0][0] != "syntax":
        assert found == expected


def test_documents_behind_a_broken_one_are_read() -> None:
    text = "a: [\n---\nb: 1\n--- {c: 2}\n---\nd: '\n---\ne: 1\n"
    stream = compose(text)
    assert [next(iter(node.items)) for node in stream.roots if isinstance(node, Mapping)] == ["b", "c", "e"]
    assert text[stream.roots[0].start] == "b"


def test_documents_far_behind_broken_ones_are_read_in_place() -> None:
    unit = "---\n}\n---\na: 1\n"
    text = unit * 50 + "---\nb: 1\n" * 10_000 + unit * 50
    stream = compose(text)
    starts = [root.start for root in stream.roots]
    assert starts == [match.start(1) for match in re.finditer("(?m)^([ab])", text)]
    assert [trouble.span.start for trouble in stream.troubles] == [m.start() for m in re.finditer("}", text)]


def test_a_file_with_template_actions_is_named_a_template() -> None:
    assert compose("a: {{ b }}\n{{ if c }}\n").template == Span(3, 5)
    assert compose("a: '{{ b }}'\n").template is None
    assert compose("a: [\n").template is None


@pytest.mark.parametrize(
    "text,place",
    (
        ("a: {NET}.16\n", "{NET}"),
        ("a: 1\nb: @NODE@\n", "@NODE@"),
        ("a: 1\n<% if x %>\nb: 2\n", "<%"),
        ("a: [1, {b: ${C}}]\n", "${"),
        ("a: {b} c\n", ""),
        ("a: @NODE\n", ""),
        ("a: '@NODE@'\nb: [\n", ""),
    ),
)
def test_a_placeholder_on_a_line_that_is_no_yaml_makes_a_template(text: str, place: str) -> None:
    stream = compose(text)
    assert stream.troubles
    assert stream.template == (Span(text.index(place), text.index(place) + len(place)) if place else None)


@pytest.mark.parametrize("written", ("{image: nginx:1.27}", "[x:y]", "{u: http://a.b/c, v: d:e}"))
def test_a_colon_inside_of_a_word_is_a_part_of_it(written: str) -> None:
    text = f"a: 1\n---\n\u00e9: {written} # c\nb: *none\n---\nc: {{d: e:f}}\n"
    stream = compose(text)
    assert [trouble.kind for trouble in stream.troubles] == ["alias"]
    assert len(stream.roots) == 3
    last = stream.roots[2]
    assert isinstance(last, Mapping)
    value = last.mapping("c").text("d")
    assert value is not None and text[slice(*value.span)] == "e:f"


def test_a_broken_text_is_broken_for_both_parsers() -> None:
    assert [kind for kind, _ in troubles("a: {b: c:d\ne: [\n")] == ["syntax"]


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
)
MERGES = "a: &a0 {x: 1}\n" + "".join(f"b{n}: &a{n + 1} {{<<: *a{n}, y{n}: 1}}\n" for n in range(3000))


@pytest.mark.parametrize(
    "text,kind",
    (
        ("a: " + "[" * 10_000, "depth"),
        ("- " * 10_000 + "x", "depth"),
        ("\n".join(" " * n + "a:" for n in range(3000)), "depth"),
        (BOMB, "size"),
        (MERGES, "size"),
        ("a: &a {<<: *a}\n", "alias"),
    ),
    ids=("flow", "items", "block", "bomb", "merges", "cycle"),
)
def test_hostile_texts_cost_little(text: str, kind: str) -> None:
    tracemalloc.start()
    started = time.process_time()
    stream = compose(text)
    took = time.process_time() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [trouble.kind for trouble in stream.troubles] == [kind]
    assert took < 3 and peak < 200_000_000


def test_nesting_up_to_the_bound_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert compose("a: " + "[" * depth + "]" * depth).troubles == []


@pytest.mark.parametrize(
    "unit",
    (
        "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {b: c}}\ndata:\n  d: |\n    e\n    f\n",
        "---\n}\n" * 20,
    ),
    ids=("sound", "broken"),
)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        times = []
        for _ in range(3):
            gc.collect()
            gc.disable()
            started = time.process_time()
            compose(text)
            times.append(time.process_time() - started)
            gc.enable()
        return min(times)

    seconds(100)
    assert seconds(8000) < 8 * 3 * max(seconds(1000), 0.01)


@given(strategies.text(alphabet="ab:- \n\t'\"#&*!|>[]{},?%@<\\\u00e9\U0001f600x1", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    stream = compose(text)
    assert isinstance(stream.comments, tuple)
    for trouble in stream.troubles:
        assert 0 <= trouble.span.start <= trouble.span.end <= len(text)
    for node in (node for root in stream.roots for node in walk(root)):
        assert 0 <= node.start <= node.end <= len(text)
        if isinstance(node, Scalar):
            assert str(node.text) == node.value
            assert all(0 <= node.text.offset(index) <= len(text) for index in range(len(node.value)))


def texts() -> list[str]:
    """Return the manifests at hand, some of them."""
    paths = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".yaml", ".yml"))[::10]
    return [path.read_text(encoding="utf-8-sig") for path in paths] or ["a: &x [1, 'b']\nc: |\n  d\ne: {<<: *x}\n"]


def test_the_pure_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = [compose(text) for text in texts()]
    real = builtins.__import__

    def refusing(name: str, *args: Any) -> Any:
        if name == "_ruamel_yaml":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.delitem(sys.modules, "_ruamel_yaml", raising=False)
    monkeypatch.setattr(builtins, "__import__", refusing)
    for text, expected in zip(texts(), fast):
        if expected.troubles:
            continue
        found: Stream = compose(text)
        assert [shape(node) for node in found.roots] == [shape(node) for node in expected.roots]


def test_plain_data_is_bounded_too() -> None:
    assert plain("a: [1, {b: yes, c: true, d: ~}]") == {"a": ["1", {"b": "yes", "c": True, "d": None}]}
    with pytest.raises(ValueError, match="nested too deeply"):
        plain("a: " + "[" * 1000)
