"""Suppressions in Compose files: comments of every dialect, and how far each reaches."""

from __future__ import annotations

import pytest

from hullmark.config import Config
from hullmark.config import Selection
from hullmark.dispatch import wanted
from hullmark.engine import lint
from hullmark.ids import Ids
from hullmark.registry import Registry

LATEST, PRIVILEGED, USER = "image-tag-latest", "privileged-container", "runs-as-root"
FILE = """{top}
services:
  web:{behind}
    image: nginx:latest{line}
    privileged: true
  {above}
  db:
    image: redis:latest
    {inside}
    user: root
"""
WEB = [(4, LATEST), (5, PRIVILEGED)]
DB = [(8, LATEST), (10, USER)]


def silenced(registry: Registry, ids: Ids, **comments: str) -> list[tuple[int, str]]:
    """Return line and rule of what is silenced in the file with comments in some of its places."""
    text = FILE.format(**{**dict.fromkeys(("top", "behind", "line", "above", "inside"), ""), **comments})
    selection = Selection(registry, ids, Config(select=(LATEST, PRIVILEGED, USER)))
    format = registry.format("compose")
    assert format is not None
    found = lint(format.parse("compose.yaml", text, None, wanted(selection)), selection, today="2026-01-01")
    return [(finding.line, finding.rule) for finding in found if finding.suppressed is not None]


@pytest.mark.parametrize("place,comment,expected", (
    ("behind", " # hullmark: ignore[image-tag-latest] pulled every night", [(4, LATEST)]),
    ("behind", " # hullmark: ignore[image-tag-latest, privileged-container]", WEB),
    ("above", "# hullmark: ignore[image-tag-latest, runs-as-root]", DB),
    ("line", " # hullmark: ignore[image-tag-latest]", [(4, LATEST)]),
    ("inside", "# hullmark: ignore[runs-as-root]", [(10, USER)]),
    ("inside", "# hullmark: ignore-block[image-tag-latest]", [(8, LATEST)]),
    ("top", "# hullmark: ignore-file[image-tag-latest]", [(4, LATEST), (8, LATEST)]),
    ("top", "# hullmark: ignore-block[image-tag-latest]", [(4, LATEST), (8, LATEST)]),
    ("top", "# dclint disable-file", [(4, LATEST), (8, LATEST)]),
    ("top", "# dclint disable", [(4, LATEST), (8, LATEST)]),
    ("top", "# dclint disable service-image-require-explicit-tag no-version-field", [(4, LATEST), (8, LATEST)]),
    ("line", " # dclint disable-line", [(4, LATEST)]),
    ("line", " # dclint disable-line service-image-require-explicit-tag", [(4, LATEST)]),
    ("line", " # dclint disable-line no-version-field", []),
    ("above", "# dclint disable-next-line", []),
    ("top", "# kics-scan ignore", WEB + DB),
    ("above", "# kics-scan ignore-block", DB),
    ("inside", "# kics-scan ignore-line", [(10, USER)]),
    ("line", " # nosemgrep", [(4, LATEST)]),
    ("above", "# a word about dclint and nothing else", []),
))
def test_what_a_comment_silences(
    registry: Registry, ids: Ids, place: str, comment: str, expected: list[tuple[int, str]]
) -> None:
    assert silenced(registry, ids, **{place: comment}) == expected
