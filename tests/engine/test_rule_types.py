"""Rules on several types of facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from typing import NamedTuple

from hullmark import snapshot
from hullmark.config import Config
from hullmark.config import Selection
from hullmark.dispatch import wanted
from hullmark.document import Document
from hullmark.engine import lint
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


@rule(BUILD, WARNING, on=(Script, Variable), hints=("wget", "example.org"), slug="hinted")
def hinted(fact: Script | Variable, context: Context) -> Iterator[Problem]:
    """Name what is seen."""
    yield Problem(fact, type(fact).__name__)


@rule(
    BUILD, WARNING, on=(Script, Command, Image), when={Script: ("build",), None: ("wget", "curl")},
    hints={Command: ("example.org",), None: ("alpine",)}, slug="by-type",
)
def by_type(fact: Script | Command | Image, context: Context) -> Iterator[Problem]:
    """Name what is seen."""
    yield Problem(fact, type(fact).__name__)


@rule(BUILD, WARNING, on=Image, not_in=("dockerfile",), slug="elsewhere")
def elsewhere(image: Image, context: Context) -> Iterator[Problem]:
    """Name what is seen."""
    yield Problem(image, "seen")


@rule(BUILD, WARNING, on=Image, slug="two-profiles")
def two_profiles(image: Image, context: Context) -> Iterator[Problem]:
    """Spare the work for what is not shown."""
    if context.shows(STRICT):
        yield Problem(image, "strict", profile=STRICT)
    yield Problem(image.name, f"strict is of use: {context.shows(STRICT)}")


class Wishes(NamedTuple):
    """Options that ask for nothing until somebody does."""

    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self)


@rule(BUILD, WARNING, on=Image, options=Wishes, slug="on-demand")
def on_demand(image: Image, context: Context) -> Iterator[Problem]:
    """Name what was asked for."""
    yield Problem(image, f"asked for {' '.join(context.options.names)}")


def registry() -> Registry:
    pack = SimpleNamespace(__name__="pack")
    rules = (by_type, elsewhere, hinted, on_demand, some_types, two_profiles, *build(()).rules)
    return build([("pack", pack)])._replace(rules=rules, formats=load(None).formats)


def messages(slug: str, source: str = SOURCE, path: str = "Dockerfile", **settings: Any) -> list[str]:
    """Lint with one rule and return what it says."""
    found = registry()
    selection = Selection(found, Ids(found.rules), Config(select=(slug,), **settings))
    format = selection.registry.format("dockerfile" if path == "Dockerfile" else "compose")
    assert format is not None
    document: Document = format.parse(path, source, None, wanted(selection, format.name))
    return [finding.message for finding in lint(document, selection, today="2026-01-01")]


def test_a_rule_is_called_for_each_of_its_types_and_keys_filter_only_types_that_have_one() -> None:
    assert messages("some-types") == ["Image alpine", "Variable A", "Command curl"]


def test_hints_filter_only_types_that_have_a_text_and_call_a_rule_once() -> None:
    assert messages("hinted") == ["Variable", "Script"]
    assert messages("hinted", SOURCE.replace("wget", "WGET").replace("org", "net")) == ["Variable", "Script"]
    assert messages("hinted", SOURCE.replace("wget", "curl").replace("org", "net")) == ["Variable"]


def test_keys_and_hints_hold_together_and_may_be_given_by_type() -> None:
    source = "FROM alpine:3.20\nRUN curl example.org && wget example.net && git clone example.org\nCMD alpine\n"
    assert messages("by-type", source) == ["Image", "Command"]
    assert messages("by-type", source.replace("git", "wget")) == ["Image", "Command", "Command"]
    assert messages("by-type", source.replace("git", "alpine")) == ["Image", "Command", "Script"]
    assert messages("by-type", source.replace("alpine", "debian")) == ["Command"]


def test_a_rule_may_leave_out_a_format() -> None:
    assert messages("elsewhere") == []
    compose = "services:\n  a:\n    image: alpine\n"
    assert messages("elsewhere", compose, "compose.yaml") == ["seen"]


def test_a_rule_whose_options_ask_for_nothing_is_not_called() -> None:
    assert messages("on-demand") == []
    assert messages("on-demand", rules={"on-demand": {"names": ("a", "b")}}) == ["asked for a b"]


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
    rows = {"environment": [], "folders": [], "formats": [], "dialects": [], "reporters": {}}
    rows["rules"] = json.loads(json.dumps([snapshot._rule_row(rule) for rule in (some_types, by_type, elsewhere)]))
    some, by, other = snapshot.restore(rows).rules
    assert some.on == ("hullmark.script:Command", "hullmark.model:Image", "hullmark.model:Variable")
    assert some.keys_for("hullmark.script:Command") == ("A", "curl") and some.hints == {}
    assert by.keys_for("hullmark.script:Script") == ("build",)
    assert by.keys_for("hullmark.model:Image") == ("curl", "wget")
    assert by.hints_for("hullmark.script:Command") == ("example.org",) and by.hints[""] == ("alpine",)
    assert other.not_in == ("dockerfile",)
