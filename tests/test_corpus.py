"""Properties over many real files: those below ``.data/corpus`` where that folder exists, and the examples."""

from __future__ import annotations

import pathlib

import pytest

from hullmark.config import Selection
from hullmark.engine import lint
from hullmark.engine import wanted
from hullmark.registry import Registry
from hullmark.source import decode

ROOT = pathlib.Path(__file__).parent.parent

#: Rules whose span may begin or end with a blank, since the blank is what they speak of.
BLANKS = {"empty-continuation-line", "bidirectional-characters", "encoding-problem"}


def files() -> list[pathlib.Path]:
    """Return the Dockerfiles at hand."""
    found = list((ROOT / "examples").rglob("Dockerfile*"))
    corpus = ROOT / ".data" / "corpus" / "dockerfile"
    found += [path for path in corpus.rglob("*") if path.is_file()]
    return sorted(found)


def test_every_finding_stands_on_text_and_nothing_fails(registry: Registry, everything: Selection) -> None:
    format = registry.format("dockerfile")
    assert format is not None
    checked = 0
    for path in files():
        text = decode(path.read_bytes()).text
        document = format.parse(str(path), text, everything.format_options(format), wanted(everything))
        for finding in lint(document, everything, today="2026-01-01", suppressions=False):
            checked += 1
            start, end = finding.span
            place = f"{path}:{finding.line}:{finding.column} {finding.rule}"
            assert finding.rule != "internal-error", f"{place} {finding.message}"
            assert 0 <= start < end <= len(text), place
            evidence = text[start:end]
            assert evidence == evidence.strip() or finding.rule in BLANKS, f"{place} {evidence!r}"
            rows = [f"{row}\n" for row in text.split("\n")]
            assert rows[finding.line - 1][finding.column - 1] == text[start], place
            if finding.line == finding.end_line:
                assert rows[finding.line - 1][finding.column - 1:finding.end_column - 1] == evidence, place
    assert checked > 0


def test_the_fixed_example_is_clean(registry: Registry) -> None:
    from harness import call

    good = str(ROOT / "examples" / "shop" / "Dockerfile.fixed")
    bad = str(ROOT / "examples" / "shop" / "Dockerfile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HULLMARK_CACHE_DIR", "")
        assert call("check", good, "--fail-on", "info") == 0
        assert call("check", bad) == 1
