"""One document: isolation of rules, masking, limits, order, fingerprints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from hullmark import engine
from hullmark.config import Config
from hullmark.config import Selection
from hullmark.dispatch import wanted
from hullmark.document import Document
from hullmark.engine import lint
from hullmark.finding import Finding
from hullmark.finding import Fix
from hullmark.ids import Ids
from hullmark.model import Image
from hullmark.model import Port
from hullmark.registry import Registry
from hullmark.rule import Context
from hullmark.rule import Problem
from hullmark.rule import Rule
from hullmark.rule import rule
from hullmark.text import Edit
from hullmark.text import Span
from hullmark.text import Text

TEXT = "first line\nPASSWORD=hunter22 and more\nthird\n"


def check_with(registry: Registry, facts: list[object], *rules: Rule, **options: Any) -> list[Finding]:
    """Lint ``TEXT`` with nothing but some rules."""
    selected = registry._replace(rules=(*(own for own in registry.rules if not own.on), *rules), dialects=())
    slugs = tuple(own.slug for own in rules if own.category != "credentials" or options.pop("shown", True))
    selection = Selection(selected, Ids(selected.rules), Config(select=(*slugs, "internal-error")))
    document = Document("some/path", TEXT, "dockerfile", facts=facts)
    return lint(document, selection, today="2026-01-01", suppressions=False, **options)


def at(start: int, end: int) -> Span:
    return Span(start, end)


def test_a_rule_that_raises_costs_only_itself(registry: Registry) -> None:
    @rule("style", "info", on=Document, slug="raises")
    def raises(document: Document, context: Context) -> Iterator[Problem]:
        yield Problem(at(0, 5), "said before")
        raise KeyError("quotes the file: hunter22")

    @rule("style", "info", on=Document, slug="works")
    def works(document: Document, context: Context) -> Iterator[Problem]:
        yield Problem(at(6, 10), "said after")

    found = check_with(registry, [], raises, works)
    assert {finding.rule for finding in found} == {"raises", "works", "internal-error"}
    (error,) = [finding for finding in found if finding.rule == "internal-error"]
    assert error.message.startswith("rule raises failed with KeyError in test_engine.py:")
    assert "hunter22" not in error.message


def test_a_rule_may_return_nothing_and_no_generator(registry: Registry) -> None:
    @rule("style", "info", on=Document, slug="nothing")
    def nothing(document: Document, context: Context) -> Any:
        return None

    assert check_with(registry, [], nothing) == []


def test_a_format_that_raises_in_the_middle_keeps_what_came_before(registry: Registry) -> None:
    def facts() -> Iterator[object]:
        yield Port(at(0, 5), Text("80", at(0, 5)), None, None, None)
        raise ValueError("no more")

    @rule("style", "info", on=Port, slug="ports")
    def ports(port: Port, context: Context) -> Iterator[Problem]:
        yield Problem(port, "a port")

    found = check_with(registry, facts(), ports)  # type: ignore[arg-type]
    assert [finding.rule for finding in found] == ["ports", "internal-error"]


def test_secrets_are_masked_in_excerpts_messages_notes_and_fixes(registry: Registry) -> None:
    secret = at(20, 28)
    assert TEXT[20:28] == "hunter22"

    @rule("credentials", "error", on=Document, slug="finds-it")
    def finds_it(document: Document, context: Context) -> Iterator[Problem]:
        yield Problem(secret, "a password in clear text")

    @rule("style", "info", on=Document, slug="quotes-it")
    def quotes_it(document: Document, context: Context) -> Iterator[Problem]:
        fix = Fix("write it again", (Edit(at(0, 1), "hunter22"),), True)
        yield Problem(at(11, 19), "PASSWORD is hunter22", fix, ((secret, "here: hunter22"),))

    for shown in (True, False):
        found = check_with(registry, [], finds_it, quotes_it, excerpts=True, shown=shown)
        assert len(found) == 1 + shown
        (quoting,) = [finding for finding in found if finding.rule == "quotes-it"]
        assert quoting.message == "PASSWORD is ***"
        assert quoting.notes[0].text == "here: ***"
        assert quoting.fix is None
        assert quoting.excerpt == ((2, "PASSWORD=******** and more"),)


def test_findings_come_in_the_order_of_their_places_and_once(registry: Registry) -> None:
    @rule("style", "info", on=Document, slug="b-rule")
    def later(document: Document, context: Context) -> Iterator[Problem]:
        yield Problem(at(11, 19), "one")
        yield Problem(at(0, 5), "two")
        yield Problem(at(11, 19), "one")

    @rule("style", "info", on=Document, slug="a-rule")
    def earlier(document: Document, context: Context) -> Iterator[Problem]:
        yield Problem(at(11, 19), "three")

    found = check_with(registry, [], later, earlier)
    assert [(finding.line, finding.rule, finding.message) for finding in found] == [
        (1, "b-rule", "two"), (2, "a-rule", "three"), (2, "b-rule", "one"),
    ]


def test_a_problem_may_be_weaker_than_its_rule_but_the_user_decides(registry: Registry) -> None:
    @rule("style", {"": "error", "compose": "info"}, on=Document, slug="strong")
    def strong(document: Document, context: Context) -> Iterator[Problem]:
        yield Problem(at(0, 1), "strong")
        yield Problem(at(1, 2), "weak", severity="info")

    assert strong.severity_for("compose") == "info"
    assert [finding.severity for finding in check_with(registry, [], strong)] == ["error", "info"]
    selected = registry._replace(rules=(*(own for own in registry.rules if not own.on), strong))
    config = Config(select=("strong",), severity={"strong": "warning"})
    selection = Selection(selected, Ids(selected.rules), config)
    document = Document("p", TEXT, "dockerfile")
    assert [finding.severity for finding in lint(document, selection, today="")] == ["warning", "warning"]


def test_a_file_with_very_many_findings_is_cut_and_says_so(registry: Registry) -> None:
    @rule("style", "info", on=Document, slug="many")
    def many(document: Document, context: Context) -> Iterator[Problem]:
        for number in range(engine.MAX_FINDINGS + 5):
            yield Problem(at(0, 1), f"number {number}")

    found = check_with(registry, [], many)
    assert len(found) == engine.MAX_FINDINGS + 1
    assert found[-1].rule == "too-many-findings"
    assert found[-1].message == "5 further findings of this file are not shown"


def test_a_file_that_takes_too_long_is_left_and_says_so(registry: Registry) -> None:
    ticks = iter(range(0, 100, 3))

    @rule("style", "info", on=Port, slug="slow")
    def slow(port: Port, context: Context) -> Iterator[Problem]:
        yield Problem(port, f"port {port.number}")

    ports = [Port(at(n, n + 1), Text(str(n), at(n, n + 1)), None, None, None) for n in range(9)]
    found = check_with(registry, list(ports), slow, clocks=(lambda: next(ticks), lambda: next(ticks)))
    assert [finding.rule for finding in found].count("analysis-timeout") == 1
    assert 1 <= [finding.rule for finding in found].count("slow") < 9


def test_a_span_outside_the_text_is_drawn_in(registry: Registry) -> None:
    @rule("style", "info", on=Document, slug="far")
    def far(document: Document, context: Context) -> Iterator[Problem]:
        yield Problem(at(-3, 10_000), "everything")

    (finding,) = check_with(registry, [], far)
    assert (finding.line, finding.column, finding.end_line) == (1, 1, 4)


def test_fingerprints_outlive_new_lines_but_tell_repeats_apart(everything: Selection, registry: Registry) -> None:
    format = registry.format("dockerfile")
    assert format is not None

    def prints(text: str, path: str = "Dockerfile") -> list[str]:
        document = format.parse(path, text, None, wanted(everything))
        found = lint(document, everything, today="2026-01-01")
        return [finding.fingerprint for finding in found if finding.rule == "image-tag-latest"]

    one, two = prints("FROM a:latest\nFROM b:latest\n")
    assert one != two, "the second latest is another finding"
    assert prints("# more\n\nFROM a:latest\nUSER x\nFROM b:latest\n") == [one, two]
    assert prints("FROM a:latest\n", "other/Dockerfile") != [one]


def test_facts_that_nobody_reads_are_not_wanted(registry: Registry, ids: Ids) -> None:
    narrow = Selection(
        registry._replace(rules=tuple(own for own in registry.rules if own.category != "credentials")),
        ids,
        Config(select=("image-tag-latest",)),
    )
    assert wanted(narrow)(Image)
    assert not wanted(narrow)(Port)


def test_an_unknown_word_in_the_decorator_is_refused() -> None:
    for category, severity, profile in (("nonsense", "info", "all"), ("style", "grave", "all"), ("style", "info", "x")):
        with pytest.raises(ValueError, match="unknown category, profile or severity"):
            rule(category, severity, on=Document, profile=profile)
