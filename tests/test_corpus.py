"""Properties over many files: those below ``.data/corpus`` where that folder exists, the examples and the fixtures."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

import pytest
import yaml

from hullmark.config import Selection
from hullmark.dispatch import wanted
from hullmark.engine import lint
from hullmark.finding import Finding
from hullmark.source import decode
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import compose
from hullmark.yaml import walk

from fixture import paths
from fixture import read

ROOT = pathlib.Path(__file__).parent.parent

#: Rules whose span may begin or end with a blank, since the blank is what they speak of.
BLANKS = {
    "bidirectional-characters", "empty-continuation-line", "encoding-problem", "invalid-volume-spec",
    "malformed-environment-entry",
}
#: Rules that speak of what is no YAML, or no longer there, wherever it stands.
NO_YAML = {"duplicate-key", "yaml-syntax-error"}

#: How the examples of a format are called.
EXAMPLES = {"dockerfile": "Dockerfile*", "compose": "compose*.yaml", "kubernetes": "web*.yaml"}


def texts(format: str) -> Iterator[tuple[str, str]]:
    """Yield the files of a format at hand, each with its path."""
    found = list((ROOT / "examples").rglob(EXAMPLES[format]))
    found += [path for path in (ROOT / ".data" / "corpus" / format).rglob("*") if path.is_file()]
    for path in sorted(found):
        yield str(path), decode(path.read_bytes()).text
    for path in paths():
        for block in read(path):
            if block.format == format:
                yield f"{path}:{block.number}", block.source


def check(path: str, text: str, format: str, selection: Selection) -> list[Finding]:
    """Lint a file with everything, and hold each finding against the text that it speaks of."""
    kind = selection.registry.format(format)
    assert kind is not None
    document = kind.parse(path, text, selection.format_options(kind), wanted(selection))
    found = lint(document, selection, today="2026-01-01", suppressions=False)
    rows = [f"{row}\n" for row in text.split("\n")]
    for finding in found:
        start, end = finding.span
        place = f"{path}:{finding.line}:{finding.column} {finding.rule}"
        assert finding.rule != "internal-error", f"{place} {finding.message}"
        assert 0 <= start < end <= len(text), place
        evidence = text[start:end]
        assert evidence == evidence.strip(" \t\r\n") or finding.rule in BLANKS, f"{place} {evidence!r}"
        assert rows[finding.line - 1][finding.column - 1] == text[start], place
        if finding.line == finding.end_line:
            assert rows[finding.line - 1][finding.column - 1:finding.end_column - 1] == evidence, place
    return found


def test_every_finding_on_a_dockerfile_stands_on_text(everything: Selection) -> None:
    assert sum(len(check(path, text, "dockerfile", everything)) for path, text in texts("dockerfile")) > 0


@pytest.mark.parametrize("format", ("kubernetes", "compose"))
def test_every_finding_on_yaml_stands_on_a_node(format: str, everything: Selection) -> None:
    checked = 0
    for path, text in texts(format):
        written = places(text)
        for finding in check(path, text, format, everything):
            if finding.rule not in NO_YAML:
                place = f"{path}:{finding.line}:{finding.column} {finding.rule} {finding.message}"
                assert finding.span.start in written, place
                checked += 1
    assert checked > 0


def places(text: str) -> set[int]:
    """Return the offsets at which something may begin that a finding speaks of: in a scalar or comment, at a node."""
    stream = compose(text)
    found: set[int] = set()
    for comment in stream.comments:
        found.update(range(*comment.span))
    for root in stream.roots:
        for node in walk(root):
            keys = [key for key, _ in node] if isinstance(node, Mapping) else []
            for scalar in (*keys, *([node] if isinstance(node, Scalar) else [])):
                found.update(range(*scalar.span))
            found.add(node.start)
    return found


def test_what_is_no_yaml_is_what_pyyaml_refuses() -> None:
    for path, text in texts("kubernetes"):
        try:
            list(yaml.compose_all(text, Loader=yaml.SafeLoader))
            refused = ""
        except yaml.YAMLError as error:
            refused = str(error)
        troubles = [trouble.message for trouble in compose(text).troubles if trouble.kind not in ("duplicate", "merge")]
        troubles = [message for message in troubles if "the value that it is in" not in message]  # which PyYAML takes
        assert bool(troubles) == bool(refused), f"{path}: {troubles} {refused}"


@pytest.mark.parametrize("bad,good", (
    ("Dockerfile", "Dockerfile.fixed"), ("compose.yaml", "compose.fixed.yaml"), ("web.yaml", "web.fixed.yaml"),
))
def test_the_fixed_examples_are_clean(bad: str, good: str) -> None:
    from harness import call

    folder = ROOT / "examples" / "shop"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HULLMARK_CACHE_DIR", "")
        assert call("check", str(folder / good), "--fail-on", "info") == 0
        assert call("check", str(folder / bad)) == 1
