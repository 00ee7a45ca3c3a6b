"""Every report: well-formed, valid against its published schema, and safe whatever a file or a path holds."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from hullmark.deferred import Deferred
from hullmark.finding import Finding
from hullmark.finding import Fix
from hullmark.finding import Note
from hullmark.registry import Registry
from hullmark.report import REPORTERS
from hullmark.report import Run
from hullmark.report import sarif
from hullmark.report.safe import safe
from hullmark.text import Edit
from hullmark.text import Span

#: A path and a message as an attacker would write them.
NASTY = "a\x1b]0;x\x07\n::error::b\r\u202e\u2066<img src=x>%0A:,\ud800\U000e0041"

PLAIN = Finding(
    "src/Dockerfile", 1, 13, 1, 19, "image-tag-latest", "warning", "pinning", "debian is pulled by the moving tag",
    Span(12, 18), "0123456789abcdef",
    Fix("pin the tag", (Edit(Span(12, 18), "12.5"),), False),
    (Note(3, 1, "the tag comes from here"),),
    None,
    ((1, "FROM debian:latest"),),
)
SUPPRESSED = PLAIN._replace(
    line=2, end_line=2, severity="info", suppressed="nightly", fix=None, notes=(), excerpt=((2, "FROM debian:latest"),)
)
ATTACK = PLAIN._replace(
    path=NASTY, message=NASTY, severity="error", notes=(Note(1, 1, NASTY),), excerpt=((1, NASTY),), suppressed=None
)


@pytest.fixture
def render(registry: Registry) -> Callable[..., str]:
    """Return a function that writes some findings in some format."""

    def render(format: str, *findings: Finding, color: bool = False, complete: bool = True) -> str:
        rules = {rule.slug: rule for rule in registry.rules}
        pieces: list[str] = []
        Deferred(REPORTERS[format])(Run(findings, 3, rules, "1.2.3", color, complete), pieces.append)
        return "".join(pieces)

    return render


@pytest.mark.parametrize("format", sorted(REPORTERS))
def test_nothing_unsafe_comes_out(format: str, render: Callable[..., str]) -> None:
    text = render(format, PLAIN, ATTACK)
    for character in "\x1b\x07\r\u202e\u2066\ud800\U000e0041":
        assert character not in text
    text.encode("utf-8")


@pytest.mark.parametrize("format", ("concise", "github", "jsonl"))
def test_a_line_a_finding_whatever_it_says(format: str, render: Callable[..., str]) -> None:
    assert len(render(format, PLAIN, ATTACK).splitlines()) == 2


def test_the_text_report_in_full(render: Callable[..., str]) -> None:
    assert render("text", PLAIN, SUPPRESSED) == (
        "src/Dockerfile:1:13: warning: debian is pulled by the moving tag [image-tag-latest]\n"
        "1 | FROM debian:latest\n"
        "  |             ^^^^^^\n"
        "  = src/Dockerfile:3:1: the tag comes from here\n"
        "  = why: the tag points at another image after every release, so the same file builds and deploys different\n"
        "         things.\n"
        "  = instead: write the version that was tested, as in `debian:12.5`, and let a bot raise it.\n"
        "  = fix (changes behaviour): pin the tag\n"
        "\n"
        "src/Dockerfile:2:13: info: debian is pulled by the moving tag [image-tag-latest]\n"
        "2 | FROM debian:latest\n"
        "  |             ^^^^^^\n"
        "  = suppressed: nightly\n"
        "\n"
        "1 finding (1 warning) in 1 of 3 files\n"
    )


def test_the_text_report_of_nothing(render: Callable[..., str]) -> None:
    assert render("text") == "3 files checked, nothing found\n"


def test_a_span_of_many_lines_and_a_long_line_are_cut(render: Callable[..., str]) -> None:
    excerpt = ((1, "RUN a \\"), (2, "    b \\"), (3, "    c \\"), (4, "    d \\"))
    long = PLAIN._replace(column=1, end_line=9, end_column=5, excerpt=excerpt, fix=None, notes=())
    assert "4 |     d \\\n  |     ^^^\n  | ...\n" in render("text", long)
    wide = PLAIN._replace(column=1001, end_column=1004, excerpt=((1, "x" * 1000 + "abc" + "y" * 1000),))
    carets = next(line for line in render("text", wide).splitlines() if "^" in line)
    assert len(carets) < 200 and carets.count("^") == 3


def test_json_is_one_document_with_a_version(render: Callable[..., str]) -> None:
    document = json.loads(render("json", PLAIN, SUPPRESSED))
    assert document["schemaVersion"] == 1 and document["files"] == 3 and document["complete"] is True
    first, second = document["findings"]
    assert first["fix"] == {
        "title": "pin the tag", "safe": False, "edits": [{"start": 12, "end": 18, "text": "12.5"}],
    }
    assert first["related"] == [{"line": 3, "column": 1, "message": "the tag comes from here"}]
    assert second["suppressed"] == "nightly"


def test_github_gets_annotations_without_the_suppressed(render: Callable[..., str]) -> None:
    assert render("github", PLAIN, SUPPRESSED) == (
        "::warning file=src/Dockerfile,line=1,endLine=1,col=13,endColumn=19,title=image-tag-latest"
        "::debian is pulled by the moving tag. Instead: write the version that was tested, as in `debian:12.5`,"
        " and let a bot raise it.\n"
    )


@pytest.fixture(scope="session")
def valid() -> Callable[[str], dict[str, Any]]:
    """Return a function that checks a SARIF log against the published schema and returns its run."""
    path = pathlib.Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.4.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema)

    def valid(text: str) -> dict[str, Any]:
        log = json.loads(text)
        errors = [error.message for error in validator.iter_errors(log)]
        assert not errors
        (run,) = log["runs"]
        return dict(run)

    return valid


def test_sarif_is_valid_and_says_where(render: Callable[..., str], valid: Callable[[str], dict[str, Any]]) -> None:
    run = valid(render("sarif", PLAIN, SUPPRESSED, ATTACK))
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    plain = run["results"][1]
    assert plain["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "src/Dockerfile"},
        "region": {"startLine": 1, "startColumn": 13, "endLine": 1, "endColumn": 19},
    }
    assert plain["partialFingerprints"]["primaryLocationLineHash"] == "0123456789abcdef"
    rule = run["tool"]["driver"]["rules"][plain["ruleIndex"]]
    assert rule["id"] == "image-tag-latest"
    assert rule["shortDescription"]["text"] == "The image is pulled by the moving tag ``latest``"
    assert "security" in rule["properties"]["tags"]
    assert run["results"][2]["suppressions"] == [{"kind": "inSource", "justification": "nightly"}]


def test_sarif_of_nothing_has_results(render: Callable[..., str], valid: Callable[[str], dict[str, Any]]) -> None:
    run = valid(render("sarif"))
    assert run["results"] == [] and run["invocations"][0]["executionSuccessful"] is True


def test_sarif_keeps_the_gravest_and_says_what_it_leaves_out(
    render: Callable[..., str], valid: Callable[[str], dict[str, Any]]
) -> None:
    many = [PLAIN._replace(severity="info")] * sarif.MAX_RESULTS + [PLAIN._replace(severity="error")]
    run = valid(render("sarif", *many, complete=False))
    assert len(run["results"]) == sarif.MAX_RESULTS
    assert run["results"][0]["level"] == "error"
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "1 further results" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_every_rule_can_be_described_in_sarif(registry: Registry, valid: Callable[[str], dict[str, Any]]) -> None:
    rules = {rule.slug: rule for rule in registry.rules}
    findings = tuple(PLAIN._replace(rule=slug) for slug in rules)
    pieces: list[str] = []
    sarif.report(Run(findings, 1, rules, "1.2.3"), pieces.append)
    assert len(valid("".join(pieces))["tool"]["driver"]["rules"]) == len(rules)


@pytest.mark.parametrize(
    "text,shown",
    [
        ("plain äöü 😀", "plain äöü 😀"),
        ("a\tb", "a b"),
        ("a\nb\r", "a\\x0ab\\x0d"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x85\u2028", "\\x85\\u2028"),
        ("\u202eabc\ufeff", "\\u202eabc\\ufeff"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_safe_spells_out_what_a_terminal_would_obey(text: str, shown: str) -> None:
    assert safe(text) == shown
