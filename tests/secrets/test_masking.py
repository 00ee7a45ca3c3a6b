"""What rules about credentials underline is masked, names and files aside; places have profiles of their own."""

from __future__ import annotations

import base64
import pathlib
from typing import Any

import pytest

from hullmark.config import Config
from hullmark.config import Selection
from hullmark.dispatch import wanted
from hullmark.engine import lint
from hullmark.finding import CREDENTIALS
from hullmark.finding import Finding
from hullmark.ids import Ids
from hullmark.registry import Registry

from fixture import paths
from fixture import read


#: What messages say of a place that is a secret as a whole.
SECRET = ("clear text", "in base64", "there to read", "the login for")


def found(
    source: str, registry: Registry, ids: Ids, format_name: str = "dockerfile", **config: Any
) -> list[Finding]:
    selection = Selection(registry, ids, Config(**config))
    format = registry.format(format_name)
    assert format is not None
    document = format.parse("Dockerfile", source, selection.format_options(format), wanted(selection))
    return lint(document, selection, today="2026-01-01", excerpts=True)


def decoded(value: str) -> str:
    """Return what base64 stands for, nothing where it is none."""
    try:
        return base64.b64decode(value, validate=True).decode()
    except ValueError:
        return ""


def secret_places(registry: Registry) -> list[pathlib.Path]:
    slugs = {rule.slug for rule in registry.rules if rule.module.startswith("hullmark_secrets.")}
    return [path for path in paths() if path.stem in slugs]


def test_no_output_holds_a_value(registry: Registry, ids: Ids, everything: Selection) -> None:
    count = 0
    for path in secret_places(registry):
        for block in read(path):
            findings = found(block.source, registry, ids, block.format, profile="all")
            values = {
                block.source[slice(*finding.span)].strip("\"'") for finding in findings
                if finding.category == CREDENTIALS and any(words in finding.message for words in SECRET)
            }
            values |= {decoded(value) for value in values} - {""}
            shown = "\n".join(
                [finding.message for finding in findings] + [line for item in findings for _, line in item.excerpt]
                + [note.text for item in findings for note in item.notes]
            )
            for value in values:
                count += 1
                assert len(value) < 8 or value not in shown, (path.stem, value)
    assert count > 100


SOURCE = """\
FROM alpine:3.20
ENV API_TOKEN=changeme DB_PASSWORD=Tr0ub4dor
COPY .netrc /root/
"""


def test_names_and_files_are_not_masked(registry: Registry, ids: Ids) -> None:
    findings = found(SOURCE, registry, ids, profile="all", select=("secret-in-env", "secret-file-copied"))
    assert [line for finding in findings for _, line in finding.excerpt] == [
        "ENV API_TOKEN=changeme DB_PASSWORD=*********",
        "ENV API_TOKEN=changeme DB_PASSWORD=*********",
        "COPY .netrc /root/",
    ]
    assert "API_TOKEN" in findings[0].message and ".netrc" in findings[2].message


@pytest.mark.parametrize("profile,count", (("default", 1), ("strict", 1), ("all", 2)))
def test_a_place_is_shown_in_its_profile(profile: str, count: int, registry: Registry, ids: Ids) -> None:
    assert len(found(SOURCE, registry, ids, profile=profile, select=("secret-in-env",))) == count


def test_a_comment_that_silences_a_place_of_another_profile_is_used(registry: Registry, ids: Ids) -> None:
    source = SOURCE.replace("ENV", "# hullmark: ignore[secret-in-env] not yet\nENV")
    findings = found(source, registry, ids, select=("secret-in-env", "unused-suppression"))
    assert [(finding.rule, finding.suppressed) for finding in findings] == [("secret-in-env", "not yet")]
    source = source.replace(" DB_PASSWORD=Tr0ub4dor", "")
    assert found(source, registry, ids, select=("secret-in-env", "unused-suppression")) == []
