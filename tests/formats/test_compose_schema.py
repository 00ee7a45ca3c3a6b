"""Compose files held against their schema."""

from __future__ import annotations

import json
import pathlib

import pytest

from hullmark.yaml import Violation
from hullmark_compose.format import FORMAT
from hullmark_compose.schema import pack
from hullmark_compose.schema import schema


def found(source: str, path: str = "compose.yaml") -> list[tuple[str, str]]:
    facts = FORMAT.parse(path, source, None, lambda kind: kind is Violation).facts
    return [(fact.kind, ".".join(fact.path)) for fact in facts if isinstance(fact, Violation)]


def web(body: str) -> list[tuple[str, str]]:
    return [(kind, path.removeprefix("services.web.")) for kind, path in found(f"services: {{web: {{{body}}}}}")]


@pytest.mark.parametrize("body", (
    "image: a, x-own: {b: c}, pre_start: [{image: a, command: b}]",
    "restart: no, privileged: yes, init: 'on'",
    "cpu_percent: '${N}', deploy: {replicas: $N}, ports: ['${P:-80}:80', 80]",
    "environment: ['A=b'], labels: {a: true, b: 1, c: }",
    "ports: !reset null, user: !reset [], volumes: !override ['a:/b']",
))
def test_what_compose_accepts(body: str) -> None:
    assert web(body) == []


@pytest.mark.parametrize("body,expected", (
    ("imag: a", [("unknown", "imag")]),
    ("ports: true", [("type", "ports")]),
    ("cgroup: shared", [("value", "cgroup")]),
    ("volumes: [{source: a}]", [("missing", "volumes.0")]),
    ("cap_add: [A, A]", [("repeated", "cap_add")]),
    ("build: {contxt: .}", [("unknown", "build.contxt")]),
    ("deploy: {resources: {limit: {}}}", [("unknown", "deploy.resources.limit")]),
))
def test_what_compose_refuses(body: str, expected: list[tuple[str, str]]) -> None:
    assert web(body) == expected


def test_files() -> None:
    assert found("service: {a: {image: b}}\nx-a: {}\n") == [("unknown", "service")]
    assert found("web: {image: a, net: host}\n", "docker-compose.yml") == []
    assert found("services: {a b: {image: a}}\n") == [("unknown", "services.a b")]
    assert found("x-a: &a {privilegd: true}\nservices: {b: {<<: *a}, c: {<<: *a}}\n") == [
        ("unknown", "services.b.privilegd"),
    ]


@pytest.mark.parametrize("source,shown", (
    ("services:\n  web:\n    image: a\n    links:\n", "links"),
    ("include: [a.yml]\nservices:\n  web:\n", "web"),
    ("services:\n  web:\n    image: a\n    cap_add:\n    -\n", "-"),
    ("services:\n  web:\n    image: a\n    links: ~\n", "~"),
))
def test_a_value_that_is_not_written_is_shown_at_its_key(source: str, shown: str) -> None:
    facts = FORMAT.parse("compose.yaml", source, None, lambda kind: kind is Violation).facts
    assert [source[slice(*fact.span)] for fact in facts if isinstance(fact, Violation)] == [shown]


def test_the_schema_is_packed_whole(tmp_path: pathlib.Path) -> None:
    source = tmp_path / "compose-spec.json"
    source.write_text(json.dumps({
        "description": "x",
        "properties": {"services": {"patternProperties": {"^a": {"$ref": "#/$defs/service"}}}},
        "$defs": {
            "base": {
                "type": "object",
                "properties": {"image": {"type": "string", "description": "y"}},
                "patternProperties": {"^x-": {}},
            },
            "service": {
                "allOf": [{"$ref": "#/$defs/base"}], "properties": {"scale": {}}, "unevaluatedProperties": False,
            },
        },
    }))
    target = tmp_path / "compose.json"
    pack.pack(source, "2026-01-01", target)
    data = json.loads(target.read_text())
    assert data["date"] == "2026-01-01"
    assert data["root"] == {"properties": {"services": {"patternProperties": {"^a": {"$ref": "service"}}}}}
    assert data["definitions"]["service"] == {
        "type": "object", "properties": {"image": {"type": "string"}, "scale": {}}, "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }


def test_every_reference_of_the_schema_is_there() -> None:
    root, definitions = schema()
    text = json.dumps([root, definitions])
    named = {part.partition('"')[0] for part in text.split('"$ref": "')[1:]}
    assert named and named <= definitions.keys()
    assert "allOf" not in definitions["service"] and "pre_start" in definitions["service"]["properties"]
