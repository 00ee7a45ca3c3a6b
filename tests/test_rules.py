"""Every fixture, and what must hold for every rule whatever it says."""

from __future__ import annotations

import re
import sys
import tomllib
from functools import cache

import pytest

from hullmark.config import Config
from hullmark.config import Selection
from hullmark.configfile import parse as parse_config
from hullmark.deferred import Deferred
from hullmark.dispatch import wanted
from hullmark.engine import lint
from hullmark.finding import Finding
from hullmark.fix import apply
from hullmark.fix import chosen
from hullmark.ids import Ids
from hullmark.registry import Registry
from hullmark.registry import load
from hullmark.rule import HEADINGS
from hullmark.rule import Rule

from fixture import Block
from fixture import paths
from fixture import read

TODAY = "2026-01-01"


@cache
def installed() -> tuple[Registry, Ids]:
    registry = load(None)
    return registry, Ids(registry.rules)


def own_rules() -> list[Rule]:
    """Return the rules of packs; the engine's own have tests of their own."""
    return [rule for rule in installed()[0].rules if rule.on]


BLOCKS = [(path.stem, block) for path in paths() for block in read(path)]
every_block = pytest.mark.parametrize(
    "slug,block", BLOCKS, ids=[f"{slug}:{block.number}" for slug, block in BLOCKS]
)
every_rule = pytest.mark.parametrize("rule", own_rules(), ids=lambda rule: rule.slug)


def select(slugs: tuple[str, ...], config: str = "") -> Selection:
    registry, ids = installed()
    settings = parse_config(tomllib.loads(config), "hullmark.toml", registry, ids) if config else Config()
    return Selection(registry, ids, settings._replace(select=slugs))


def findings(source: str, block: Block, selection: Selection, suppressions: bool = False) -> list[Finding]:
    registry, _ = installed()
    format = registry.format(block.format)
    assert format is not None, f"no format {block.format}"
    options = selection.format_options(format)
    with pytest.MonkeyPatch.context() as patch:
        if block.without:
            patch.setitem(sys.modules, block.without, None)
        document = format.parse(block.path, source, options, wanted(selection))
    document.surroundings = block.surroundings
    if format.gather is not None:
        others = [format.parse(path, text, options, wanted(selection)) for path, text in block.beside.items()]
        format.gather([document, *others])
    return lint(document, selection, today=TODAY, suppressions=suppressions)


def places(found: list[Finding]) -> list[tuple[int, int, str]]:
    return [(finding.line, finding.column, finding.message) for finding in found]


@every_block
def test_the_findings_are_those_drawn(slug: str, block: Block) -> None:
    found = findings(block.source, block, select((slug,), block.config))
    drawn = {(e.line, e.column, e.end_column): e for e in block.expected}
    real = {(f.line, f.column, f.end_column if f.end_line == f.line else None): f for f in found}
    assert sorted(real, key=str) == sorted(drawn, key=str), "\n".join(map(str, found))
    assert len(real) == len(found), "two findings on one span"
    for place, e in drawn.items():
        assert real[place].message.startswith(e.message)
        assert real[place].severity == (e.severity or real[place].severity), e


@every_block
def test_spans_lie_in_the_text(slug: str, block: Block) -> None:
    for finding in findings(block.source, block, select((slug,), block.config)):
        start, end = finding.span
        assert 0 <= start < end <= len(block.source), finding


@every_block
def test_windows_line_ends_change_nothing(slug: str, block: Block) -> None:
    selection = select((slug,), block.config)
    plain = findings(block.source, block, selection)
    windows = findings(block.source.replace("\n", "\r\n"), block, selection)
    assert places(windows) == places(plain)


@every_block
def test_a_cut_file_is_no_internal_error(slug: str, block: Block) -> None:
    selection = select((slug, "internal-error"), block.config)
    lines = block.source.splitlines(keepends=True)
    for count in range(len(lines)):
        cut = "".join(lines[:count])
        for source in (cut, cut.rstrip("\n"), cut + lines[count][: len(lines[count]) // 2]):
            found = findings(source, block, selection)
            assert not [finding for finding in found if finding.rule == "internal-error"]


@every_block
@pytest.mark.parametrize("unsafe", (False, True))
def test_a_fix_does_what_is_drawn_and_settles(slug: str, block: Block, unsafe: bool) -> None:
    selection = select((slug,), block.config)
    before = findings(block.source, block, selection)
    fixes = [finding.fix for finding in before if finding.fix and (finding.fix.safe or unsafe)]
    edits = chosen(fixes, unsafe)
    drawn = block.unsafe_fixed if unsafe else block.fixed
    if drawn is not None:
        assert apply(block.source, edits) == drawn
    if not edits:
        return
    text = block.source
    for _ in range(10):
        text = apply(text, edits)
        after = findings(text, block, selection)
        edits = chosen([finding.fix for finding in after if finding.fix], unsafe)
        if not edits:
            break
    assert not edits, "the fixes never settle"
    assert len(after) <= len(before) - len(fixes), "a fixed finding is still there"
    comments = r"(?m)^[ \t]*#.*"
    kept, now = (re.sub(r"[^\x00-\u017f]", "", whole.lower()) for whole in (block.source, text))
    lost = set(re.findall(comments, kept)) - set(re.findall(comments, now))
    assert not lost, "comments are lost"


@every_rule
def test_every_rule_has_a_fixture_with_both_kinds_of_blocks(rule: Rule) -> None:
    blocks = [block for slug, block in BLOCKS if slug == rule.slug]
    assert any(block.expected for block in blocks), "no flagged block"
    assert any(not block.expected for block in blocks), "no clean block"


@every_rule
def test_every_rule_is_documented(rule: Rule) -> None:
    lines = rule.doc.strip().splitlines()
    assert 8 < len(lines[0]) <= 72 and lines[0].endswith(".") and lines[1] == ""
    headings = re.findall(rf"(?m)^({'|'.join(HEADINGS)}): ", rule.doc)
    assert headings[:2] == ["Why", "Instead"]
    assert "Flags" in headings
    assert headings == [heading for heading in HEADINGS if heading in headings], "headings out of order"
    assert ("Options" in headings) == (rule.options is not None)
    blocks = [block for slug, block in BLOCKS if slug == rule.slug]
    drawn = any(block.fixed or block.unsafe_fixed for block in blocks)
    found = [f for block in blocks for f in findings(block.source, block, select((rule.slug,), block.config))]
    assert ("Fix safety" in headings) == drawn == any(f.fix for f in found), "fixes need a heading and a fixed block"


@every_rule
def test_the_keys_and_hints_of_a_rule_are_those_of_its_facts(rule: Rule) -> None:
    for words, attribute in ((rule.when, "key"), (rule.hints, "text")):
        assert set(words) <= {"", *rule.on}
        assert all(any(hasattr(Deferred(k).load(), attribute) for k in ([kind] if kind else rule.on)) for kind in words)


@every_rule
def test_messages_are_short_statements(rule: Rule) -> None:
    for slug, block in BLOCKS:
        if slug == rule.slug:
            for finding in findings(block.source, block, select((slug,), block.config)):
                assert finding.message[-1] not in ".!" and len(finding.message) <= 160, finding.message


def test_every_fixture_has_a_rule() -> None:
    slugs = {rule.slug for rule in own_rules()}
    assert {path.stem for path in paths()} <= slugs
