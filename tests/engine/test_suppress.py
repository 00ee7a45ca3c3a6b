"""Suppressions: our own comments, every dialect for Dockerfiles, and what is wrong with them."""

from __future__ import annotations

import pytest

from hullmark.config import Config
from hullmark.config import Selection
from hullmark.dispatch import wanted
from hullmark.engine import lint
from hullmark.finding import Finding
from hullmark.ids import Ids
from hullmark.registry import Registry

LATEST, MAINTAINER = "image-tag-latest", "maintainer-deprecated"


@pytest.fixture
def findings(registry: Registry, ids: Ids):  # type: ignore[no-untyped-def]
    """Return a function that lints a Dockerfile with a few rules and those about suppressions."""

    def findings(text: str, today: str = "2026-01-01", suppressions: bool = True) -> list[Finding]:
        chosen = (LATEST, MAINTAINER, "provider-token", "unused-suppression", "unused-peer-suppression",
                  "unknown-suppression", "expired-suppression")
        known = tuple(slug for slug in chosen if ids.find(slug))
        selection = Selection(registry, ids, Config(select=known))
        format = registry.format("dockerfile")
        assert format is not None
        document = format.parse("Dockerfile", text, None, wanted(selection))
        return lint(document, selection, today=today, suppressions=suppressions)

    return findings


def silenced(found: list[Finding]) -> list[tuple[int, str]]:
    """Return line and slug of the silenced findings."""
    return [(finding.line, finding.rule) for finding in found if finding.suppressed is not None]


def told(found: list[Finding]) -> list[tuple[int, str]]:
    """Return line and slug of the findings that are shown."""
    return [(finding.line, finding.rule) for finding in found if finding.suppressed is None]


@pytest.mark.parametrize(
    "comment",
    [
        "# hullmark: ignore[image-tag-latest]",
        "#hullmark:ignore[image-tag-latest]",
        "# Hullmark: ignore[pinning] built every night",
        "# hullmark: ignore[DL3007] -- as in hadolint",
        "# hullmark: ignore[*]",
        "# hullmark: ignore-stage[image-tag-latest]",
        "# hullmark: ignore-block[image-tag-latest]",
        "# hullmark: ignore-file[image-tag-latest]",
        "# hullmark: ignore[image-tag-latest] until 2026-01-01: the last day",
        "# hadolint ignore=DL3007",
        "# hadolint ignore=DL3007 # because",
        "# hadolint global ignore=DL3007",
        "# hadolint stage ignore=DL3007",
        "# check=skip=all\n# checkov:skip=CKV_DOCKER_7",
        "# checkov:skip=CKV_DOCKER_7:no time",
        "# bridgecrew:skip=CKV_DOCKER_7",
        "# trivy:ignore:DS-0001",
        "# trivy:ignore:DS001",
        "# trivy:ignore:AVD-DS-0001:exp:2030-12-31",
        "#tfsec:ignore:DS001",
        "# kics-scan ignore-line",
        "# kics-scan ignore-block",
        "# kics-scan ignore",
        "# kics-scan disable=Image-Version-Using-'latest'".replace("'", ""),
        "# nosemgrep",
        "# nosem: dockerfile.best-practice.avoid-latest-version.avoid-latest-version",
        "# nosemgrep: something-else, avoid-latest-version",
        "# dockerfile_lint - ignore",
    ],
)
def test_a_comment_above_silences_the_instruction(findings, comment: str) -> None:  # type: ignore[no-untyped-def]
    found = findings(f"FROM debian:12\n{comment}\nFROM debian:latest\n")
    line = 3 + comment.count("\n")
    assert silenced(found) == [(line, LATEST)], found
    assert not [place for place in told(found) if place[1] == LATEST]


@pytest.mark.parametrize(
    "comment",
    [
        "# hullmark: ignore[maintainer-deprecated]",
        "# hullmark: ignore",
        "# hullmark: ignore[]",
        "# hullmark ignore[image-tag-latest]",
        "# hullmark: ignore-everything[image-tag-latest]",
        "# hullmark: ignore[image-tag-latest] until 2025-12-31",
        "# hullmark: ignore[image-tag-latest] until 2026-13",
        "# hadolint ignore DL3007",
        "# hadolint ignore=DL4000",
        "# trivy:ignore:DS-0001:exp:2025-12-31",
        "# trivy:ignore:DS-0002",
        "# checkov:skip=CKV_DOCKER_2",
        "# check=skip=StageNameCasing",
        "# nosemgrep: other",
        "# dockerfile-utils: ignore",
    ],
)
def test_a_comment_on_something_else_silences_nothing(findings, comment: str) -> None:  # type: ignore[no-untyped-def]
    found = findings(f"FROM debian:12\n{comment}\nFROM debian:latest\n")
    assert silenced(found) == []
    assert (3, LATEST) in told(found)


def test_the_scopes(findings) -> None:  # type: ignore[no-untyped-def]
    stages = "FROM a:latest\nMAINTAINER x\nFROM b:latest\nMAINTAINER y\n"
    line = findings("# hullmark: ignore[*]\n" + stages)
    assert silenced(line) == [(2, LATEST)]
    stage = findings("# hullmark: ignore-stage[*]\n" + stages)
    assert silenced(stage) == [(2, LATEST), (3, MAINTAINER)]
    file = findings("# hullmark: ignore-file[*]\n" + stages)
    assert silenced(file) == [(2, LATEST), (3, MAINTAINER), (4, LATEST), (5, MAINTAINER)]


def test_a_comment_inside_an_instruction_holds_for_the_next_line(findings) -> None:  # type: ignore[no-untyped-def]
    text = (
        "FROM a:1\nRUN --mount=type=bind,from=x:latest,target=/x \\\n"
        "    # hullmark: ignore[image-tag-latest]\n\n"
        "    --mount=type=bind,from=y:latest,target=/y \\\n"
        "    --mount=type=bind,from=z:latest,target=/z true\n"
    )
    found = findings(text)
    assert silenced(found) == [(5, LATEST)]
    assert [place for place in told(found) if place[1] == LATEST] == [(2, LATEST), (6, LATEST)]


def test_a_comment_behind_the_last_instruction_governs_nothing(findings) -> None:  # type: ignore[no-untyped-def]
    found = findings("FROM a:latest\n# hullmark: ignore[image-tag-latest]\n")
    assert silenced(found) == []
    assert (2, "unused-suppression") in told(found)
    stage = findings("FROM a:latest\n# hullmark: ignore-stage[image-tag-latest]\n")
    assert silenced(stage) == [(1, LATEST)], "the stage it stands in is the last"
    assert silenced(findings("# hullmark: ignore-stage[image-tag-latest]\n")) == []


def test_buildkit_skips_at_the_top_and_above_one_instruction(findings) -> None:  # type: ignore[no-untyped-def]
    text = "FROM a:1\nMAINTAINER x\nMAINTAINER y\n"
    assert silenced(findings("# check=skip=MaintainerDeprecated;error=true\n" + text)) == [
        (3, MAINTAINER), (4, MAINTAINER),
    ]
    above = "FROM a:1\n# check=skip=MaintainerDeprecated\nMAINTAINER x\nMAINTAINER y\n"
    assert silenced(findings(above)) == [(3, MAINTAINER)]
    assert silenced(findings("# check=error=true\n" + text)) == []


def test_reasons_are_kept(findings) -> None:  # type: ignore[no-untyped-def]
    for comment, reason in (
        ("# hullmark: ignore[image-tag-latest] until 2027-01-31: waiting for the vendor", "waiting for the vendor"),
        ("# hullmark: ignore[image-tag-latest] -- rebuilt nightly", "rebuilt nightly"),
        ("# hadolint ignore=DL3007 # rebuilt nightly", "rebuilt nightly"),
        ("# checkov:skip=CKV_DOCKER_7: rebuilt nightly", "rebuilt nightly"),
    ):
        (finding,) = [f for f in findings(f"{comment}\nFROM a:latest\n") if f.rule == LATEST]
        assert finding.suppressed == reason


def test_what_silences_nothing_is_reported_at_the_id(findings) -> None:  # type: ignore[no-untyped-def]
    (finding,) = findings("# hullmark: ignore[image-tag-latest, maintainer-deprecated]\nFROM a:1\nMAINTAINER x\n")[:1]
    assert (finding.rule, finding.column, finding.end_column) == ("unused-suppression", 20, 36)
    assert finding.message == "image-tag-latest silences nothing here"


def test_another_tools_unused_comment_is_a_rule_of_its_own(findings) -> None:  # type: ignore[no-untyped-def]
    assert told(findings("# hadolint ignore=DL3007\nFROM a:1\n")) == [(1, "unused-peer-suppression")]


def test_unknown_ids_are_reported_where_the_whole_tool_is_known(findings) -> None:  # type: ignore[no-untyped-def]
    (finding,) = findings("# hullmark: ignore[image-tag-lastest]\nFROM a:1\n")
    assert finding.rule == "unknown-suppression"
    assert finding.message == "image-tag-lastest is no rule; did you mean image-tag-latest?"
    assert told(findings("# hadolint ignore=DL9999\nFROM a:1\n")) == [(1, "unknown-suppression")]
    assert told(findings("# hadolint ignore=DL3005,DL3039\nFROM a:1\n")) == [], "rules that hadolint gave up"
    assert told(findings("# hullmark: ignore\nFROM a:1\n")) == [(1, "unknown-suppression")]
    for foreign in ("checkov:skip=CKV_AWS_1", "trivy:ignore:AWS-0001", "nosemgrep: some.python.rule"):
        assert told(findings(f"# {foreign}\nFROM a:1\n")) == []


def test_an_expired_suppression_is_reported(findings) -> None:  # type: ignore[no-untyped-def]
    text = "# hullmark: ignore[image-tag-latest] until 2026-03-01: later\nFROM a:latest\n"
    assert silenced(findings(text, "2026-03-01")) == [(2, LATEST)]
    assert told(findings(text, "2026-03-02")) == [(1, "expired-suppression"), (2, LATEST)]
    (broken, _) = findings("# hullmark: ignore[image-tag-latest] until 2026-3\nFROM a:latest\n")
    assert broken.message == "2026-3 is no date; write it as 2027-01-31"


def test_nothing_is_silenced_without_suppressions(findings) -> None:  # type: ignore[no-untyped-def]
    text = "# hullmark: ignore-file[*]\n# hadolint global ignore=DL3007\nFROM a:latest\n"
    assert told(findings(text, suppressions=False)) == [(3, LATEST)]


def test_a_dialect_that_fails_costs_only_itself(registry: Registry) -> None:
    def bad(document: object) -> None:
        raise RuntimeError("no")

    spoiled = registry._replace(dialects=(("dockerfile", bad), *registry.dialects))  # type: ignore[arg-type]
    selection = Selection(spoiled, Ids(spoiled.rules), Config(select=(LATEST, "internal-error")))
    format = registry.format("dockerfile")
    assert format is not None
    document = format.parse("Dockerfile", "# hadolint ignore=DL3007\nFROM a:latest\n", None, wanted(selection))
    found = lint(document, selection, today="2026-01-01")
    assert silenced(found) == [(2, LATEST)]
    assert [finding.message for finding in found if finding.rule == "internal-error"] == [
        "a dialect of suppressions failed with RuntimeError"
    ]
