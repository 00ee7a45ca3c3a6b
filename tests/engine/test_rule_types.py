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
from hullmark.model import Script
from hullmark.model import Variable
from hullmark.plugin import BUILD
from hullmark.plugin import STRICT
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


@rule(BUILD, WARNING, on=(Command, Image, Variable), when=("curl", "A"), slug="some-types")
def some_types(fact: Any, context: Context) -> Iterator[Problem]:
    """Name what is seen."""
    yield Problem(fact, f"{type(fact).__name__} {fact.name}")


@rule(BUILD, WARNING, on=(Script, Command), hints=("wget", "example.org"), slug="hinted")
def hinted(fact: Script | Command, context: Context) -> Iterator[Problem]:
    """Name what is seen."""
    yield Problem(fact, type(fact).__name__)


@rule(BUILD, WARNING, on=Image, slug="two-profiles")
def two_profiles(image: Image, context: Context) -> Iterator[Problem]:
    """Spare the work for what is not shown."""
    if context.shows(STRICT):
        yield Problem(image, "strict", profile=STRICT)
    yield Problem(image.name, f"strict is of use: {context.shows(STRICT)}")


def registry() -> Registry:
    pack = SimpleNamespace(__name__="pack")
    rules = (hinted, some_types, two_profiles, *build(()).rules)
    return build([("pack", pack)])._replace(rules=rules, formats=load(None).formats)


def messages(slug: str, source: str = SOURCE, **settings: Any) -> list[str]:
    """Lint with one rule and return what it says."""
    found = registry()
    selection = Selection(found, Ids(found.rules), Config(select=(slug,), **settings))
    format = selection.registry.format("dockerfile")
    assert format is not None
    document: Document = format.parse("Dockerfile", source, None, wanted(selection))
    return [finding.message for finding in lint(document, selection, today="2026-01-01")]


def test_a_rule_is_called_for_each_of_its_types_and_keys_filter_only_types_that_have_one() -> None:
    assert messages("some-types") == ["Image alpine", "Variable A", "Command curl"]


def test_hints_filter_only_types_that_have_a_text_and_call_a_rule_once() -> None:
    assert messages("hinted") == ["Command", "Script", "Command"]
    assert messages("hinted", SOURCE.replace("wget", "WGET")) == ["Command", "Script", "Command"]
    assert messages("hinted", SOURCE.replace("wget", "curl").replace("org", "net")) == ["Command", "Command"]


def test_a_rule_knows_which_problems_are_of_use() -> None:
    assert messages("two-profiles") == ["strict is of use: False"]
    assert messages("two-profiles", profile="strict") == ["strict is of use: True", "strict"]


def test_every_problem_is_of_use_where_a_comment_may_silence_it() -> None:
    assert messages("two-profiles", f"# hullmark: ignore[no-such-rule]\n{SOURCE}") == ["strict is of use: True"]


def test_the_facts_of_all_its_types_are_wanted() -> None:
    found = registry()
    asks = wanted(Selection(found, Ids(found.rules), Config(select=("some-types",))))
    assert [asks(kind) for kind in (Command, Variable, Image, Port)] == [True, True, True, False]


def test_several_types_survive_the_snapshot() -> None:
    row = json.loads(json.dumps(snapshot._rule_row(some_types)))
    rows = {"environment": [], "folders": [], "formats": [], "rules": [row], "dialects": [], "reporters": {}}
    restored = snapshot.restore(rows).rules[0]
    assert restored.on == ("hullmark.script:Command", "hullmark.model:Image", "hullmark.model:Variable")
    assert restored.when == ("A", "curl")
