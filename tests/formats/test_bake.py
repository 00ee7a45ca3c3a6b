"""Targets of bake files with what they inherit, and the variables in their expressions."""

from __future__ import annotations

import pytest

from hullmark.model import Build
from hullmark.model import Dependencies
from hullmark_daemon.bake import FORMAT
from hullmark_daemon.hclfile import read_hcl
from hullmark_daemon.hclnames import expressions


def builds(text: str) -> dict[str, Build]:
    facts = FORMAT.parse("docker-bake.hcl", text, None, lambda kind: kind is Build).facts
    return {str(fact.name): fact for fact in facts if isinstance(fact, Build)}


def test_what_stands_last_among_the_inherited_counts_first() -> None:
    found = builds('''
        target "a" {
          context = "a"
          dockerfile = "a.Dockerfile"
        }
        target "b" {
          context = "b"
          platforms = ["linux/arm64"]
        }
        target "c" { inherits = ["a", "b"] }
        target "d" {
          inherits = ["b", "a"]
          context = "https://example.org/d.git"
        }
    ''')
    source, = found["c"].sources
    assert (source.path, source.context) == ("b/a.Dockerfile", "b")
    assert found["c"].platforms == ("linux/arm64",)
    assert [source.path for source in found["d"].sources] == [None]
    assert [source.context for source in found["b"].sources] == ["b", "b", None]


@pytest.mark.parametrize("said,path", (
    ("", "Dockerfile"),
    ('context = "./app/"', "app/Dockerfile"),
    ('context = "./${NAME}"', None),
    ("context = NAME", None),
    ('dockerfile = "docker/../web.Dockerfile"', "web.Dockerfile"),
    ('inherits = ["docker-metadata-action"]', "Dockerfile"),
    ('inherits = ["elsewhere"]', None),
))
def test_where_the_dockerfile_is(said: str, path: str | None) -> None:
    assert [source.path for source in builds(f'target "a" {{\n{said}\n}}')["a"].sources] == [path]


def test_one_that_only_hands_on_is_built_where_it_is_inherited() -> None:
    text = 'target "a" {\nargs = { X = 1 }\n}\ntarget "b" {\ninherits = ["a"]\ncontext = "b"\n}\n'
    assert [source.path for source in builds(text)["a"].sources] == ["b/Dockerfile"]
    asked = builds(text + 'group "default" {\ntargets = ["a"]\n}')["a"]
    assert [source.path for source in asked.sources] == ["Dockerfile", "b/Dockerfile"]


def test_targets_that_inherit_from_one_another_are_read() -> None:
    text = 'target "a" {\ninherits = ["b"]\n}\ntarget "b" {\ninherits = ["a"]\n}'
    assert set(builds(text)) == {"a", "b"}
    facts = FORMAT.parse("docker-bake.hcl", text, None, lambda kind: kind is Dependencies).facts
    inherited = next(fact for fact in facts if isinstance(fact, Dependencies))
    assert {name: list(needed) for name, needed in inherited.needed.items()} == {"a": ["b"], "b": ["a"]}


@pytest.mark.parametrize("value,names", (
    ('"a${B}-${C.d}-$${E}"', ["B", "C"]),
    ("B", ["B"]),
    ("upper(B) == null ? C : D", ["B", "C", "D"]),
    ('{ a = B, "c" = "${D}" }', ["B", "D"]),
    ('merge({ a = B }, { b: C })', ["B", "C"]),
    ('"%{ if B }x%{ else }${C}%{ endif }"', ["B", "C"]),
    ('[for x in B : "${x}-${C[0].d}" if x != "e"]', ["B", "C"]),
    ('"${join("-", ["b", "${C}"])}"', ["C"]),
    ('"${B"', []),
    ("1 + 2e5", []),
    ("<<EOT\nx ${B} \"C\"\nEOT\n", ["B"]),
))
def test_variables(value: str, names: list[str]) -> None:
    text = f"x = {value}\n"
    parsed = read_hcl(text)
    assert parsed is not None
    said = list(expressions(parsed.root, True))
    loops = {name for expression in said for name in expression.loops()}
    found = [name for expression in said for name in expression.variables() if name not in loops]
    assert found == names
    assert [text[slice(*name.span)] for name in found] == names
