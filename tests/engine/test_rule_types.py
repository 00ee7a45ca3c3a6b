"""Rules on several types of facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from hullmark import snapshot
from hullmark.config import Config
from hullmark.config import Selection
from hullmark.document import Document
from hullmark.engine import lint
from hullmark.engine import wanted
from hullmark.ids import Ids
from hullmark.model import Command
from hullmark.model import Image
from hullmark.model import Port
from hullmark.model import Variable
from hullmark.plugin import BUILD
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.registry import Registry
from hullmark.registry import build
from hullmark.registry import load

SOURCE = """\
FROM alpine:3.20
ENV A=1
RUN curl example.org && wget example.org
"""


@rule(BUILD, WARNING, on=(Command, Variable), when=("curl",), slug="two-types")
def two_types(fact: Any, context: Context) -> Iterator[Problem]:
    """Name what is seen."""
    yield Problem(fact, f"{type(fact).__name__} {fact.name}")


def registry() -> Registry:
    pack = SimpleNamespace(__name__="pack")
    return build([("pack", pack)])._replace(rules=(two_types, *build(()).rules), formats=load(None).formats)


def parsed(selection: Selection) -> Document:
    format = selection.registry.format("dockerfile")
    assert format is not None
    document: Document = format.parse("Dockerfile", SOURCE, None, wanted(selection))
    return document


def test_a_rule_is_called_for_each_of_its_types_and_keys_filter_only_types_that_have_one() -> None:
    found = registry()
    selection = Selection(found, Ids(found.rules), Config(select=("two-types",)))
    findings = lint(parsed(selection), selection, today="2026-01-01")
    assert [finding.message for finding in findings] == ["Variable A", "Command curl"]


def test_the_facts_of_all_its_types_are_wanted() -> None:
    found = registry()
    asks = wanted(Selection(found, Ids(found.rules), Config(select=("two-types",))))
    assert [asks(kind) for kind in (Command, Variable, Image, Port)] == [True, True, False, False]


def test_several_types_survive_the_snapshot() -> None:
    row = json.loads(json.dumps(snapshot._rule_row(two_types)))
    rows = {"formats": [], "rules": [row], "dialects": [], "reporters": {}}
    assert snapshot.restore(rows).rules[0].on == two_types.on == ("hullmark.model:Command", "hullmark.model:Variable")
