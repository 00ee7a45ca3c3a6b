"""Suppressions in manifests: annotations and comments of every dialect, and how far each reaches."""

from __future__ import annotations

import pytest

from hullmark.config import Config
from hullmark.config import Selection
from hullmark.dispatch import wanted
from hullmark.engine import lint
from hullmark.finding import Finding
from hullmark.ids import Ids
from hullmark.registry import Registry

LATEST, PORT, SECRET = "image-tag-latest", "host-port", "private-key-embedded"
KEY = "-----BEGIN RSA PRIVATE KEY-----\\n" + "MIIEpAIBAAKCAQEA7bq2" * 12 + "\\n-----END RSA PRIVATE KEY-----\\n"
POD = """apiVersion: v1
kind: Pod
metadata:
  name: a
{annotations}
spec:
  containers:
  - name: c
    image: nginx:latest
    ports: [{{hostPort: 80}}]
  - name: d
    image: redis:latest
"""


def lint_text(registry: Registry, ids: Ids, text: str) -> list[Finding]:
    chosen = (LATEST, PORT, SECRET, "unused-suppression", "unused-peer-suppression", "unknown-suppression")
    selection = Selection(registry, ids, Config(select=chosen))
    format = registry.format("kubernetes")
    assert format is not None
    document = format.parse("a.yaml", text, None, wanted(selection))
    return lint(document, selection, today="2026-01-01")


def silenced(found: list[Finding]) -> list[tuple[int, str]]:
    return [(finding.line, finding.rule) for finding in found if finding.suppressed is not None]


def told(found: list[Finding]) -> list[tuple[int, str]]:
    return [(finding.line, finding.rule) for finding in found if finding.suppressed is None]


def annotated(*lines: str) -> str:
    rows = ["  annotations:", *(f"    {line}" for line in lines)]
    return POD.format(annotations="\n".join(rows))


BOTH = [(10, LATEST), (13, LATEST)]
ALL = [(10, LATEST), (11, PORT), (13, LATEST)]


@pytest.mark.parametrize(
    "annotation,expected",
    (
        ("hullmark.dev/ignore: image-tag-latest", BOTH),
        ('hullmark.dev/ignore: "image-tag-latest, host-port"', ALL),
        ("hullmark.dev/ignore.c: image-tag-latest", [(10, LATEST)]),
        ("checkov.io/skip1: CKV_K8S_26=on purpose", [(11, PORT)]),
        ("my.bridgecrew.io/skip: CKV_K8S_26", [(11, PORT)]),
        ("ignore-check.kube-linter.io/host-network: why", []),
        ("kube-linter.io/ignore-all: why", BOTH),
        ("polaris.fairwinds.com/hostPortSet-exempt: 'true'", [(11, PORT)]),
        ("polaris.fairwinds.com/hostPortSet-exempt: 'false'", []),
        ("polaris.fairwinds.com/exempt: 'true'", ALL),
    ),
)
def test_an_annotation_holds_for_its_object(
    registry: Registry, ids: Ids, annotation: str, expected: list[tuple[int, str]]
) -> None:
    text = annotated(annotation) + "---\n" + POD.format(annotations="")
    assert silenced(lint_text(registry, ids, text)) == expected


def test_a_reason_is_kept(registry: Registry, ids: Ids) -> None:
    found = lint_text(registry, ids, annotated("checkov.io/skip1: CKV_K8S_26=on purpose"))
    assert [finding.suppressed for finding in found if finding.rule == PORT] == ["on purpose"]


def test_an_annotation_of_a_template_holds_for_the_template(registry: Registry, ids: Ids) -> None:
    text = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    metadata:\n"
        "      annotations: {hullmark.dev/ignore: image-tag-latest, kube-score/ignore: nothing}\n"
        "    spec:\n      containers:\n      - image: nginx:latest\n        ports: [{hostPort: 80}]\n"
    )
    assert silenced(lint_text(registry, ids, text)) == [(10, LATEST)]


@pytest.mark.parametrize(
    "comment",
    (
        "# hullmark: ignore[image-tag-latest] built every night",
        "# checkov:skip=CKV_K8S_14: why",
        "# kics-scan ignore-line",
        "# kics-scan ignore-block",
        "# nosemgrep",
    ),
)
def test_a_comment_above_a_line_holds_for_it(registry: Registry, ids: Ids, comment: str) -> None:
    text = POD.format(annotations="").replace("    image: nginx", f"    {comment}\n    image: nginx")
    found = silenced(lint_text(registry, ids, text))
    assert found in ([(10, LATEST)], []) and (found or "checkov" in comment)


@pytest.mark.parametrize("comment", ("# hullmark: ignore[image-tag-latest]", "# nosemgrep"))
def test_a_comment_behind_a_line_holds_for_it(registry: Registry, ids: Ids, comment: str) -> None:
    text = POD.format(annotations="").replace("nginx:latest", f"nginx:latest {comment}")
    assert (9, LATEST) in silenced(lint_text(registry, ids, text)) or comment == "# nosemgrep"


def test_a_comment_above_a_key_covers_its_value(registry: Registry, ids: Ids) -> None:
    text = POD.format(annotations="").replace(
        "  containers:", "  # hullmark: ignore[image-tag-latest] a demonstration\n  containers:"
    )
    assert silenced(lint_text(registry, ids, text)) == BOTH


def test_a_comment_above_an_item_covers_the_item(registry: Registry, ids: Ids) -> None:
    text = POD.format(annotations="").replace("  - name: c", "  # hullmark: ignore[image-tag-latest]\n  - name: c")
    assert silenced(lint_text(registry, ids, text)) == [(10, LATEST)]


def test_a_block_comment_covers_the_object(registry: Registry, ids: Ids) -> None:
    one = POD.format(annotations="# hullmark: ignore-block[image-tag-latest]")
    assert silenced(lint_text(registry, ids, one + "---\n" + one.replace("hullmark:", "other:"))) == [
        (9, LATEST), (12, LATEST),
    ]


@pytest.mark.parametrize("comment", ("# kics-scan ignore", "# hullmark: ignore-file[*]"))
def test_a_file_wide_comment_hides_no_credential(registry: Registry, ids: Ids, comment: str) -> None:
    text = f'{comment}\napiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData: {{k: "{KEY}"}}\n'
    found = lint_text(registry, ids, text)
    assert (5, SECRET) in told(found)
    named = text.replace("[*]", f"[{SECRET}]")
    if named != text:
        assert (5, SECRET) in silenced(lint_text(registry, ids, named))


def test_a_comment_for_nothing_is_reported(registry: Registry, ids: Ids) -> None:
    found = lint_text(registry, ids, annotated("hullmark.dev/ignore: image-tag-lattest"))
    assert (6, "unknown-suppression") in told(found)
