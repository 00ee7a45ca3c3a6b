"""The form of a YAML file changes nothing: the same values in flow style, as in JSON, have the same findings."""

from __future__ import annotations

import json
import warnings
from collections import Counter

import pytest
from ruamel.yaml import YAML
from ruamel.yaml import YAMLError

from fixture import Block
from test_rules import BLOCKS
from test_rules import findings
from test_rules import select

#: Rules about how something is written, whose findings go with the form.
ABOUT_FORM = {
    "duplicate-key", "env-value-not-string", "invalid-duration-or-size", "port-not-quoted", "port-sexagesimal-hazard",
    "service-keys-order", "unquoted-boolean-in-environment", "volume-quoted", "yaml-keys-not-sorted",
}


def flow(source: str) -> str | None:
    """Return the documents of a YAML file in flow style, with nothing of its form left; None where there is no way."""
    yaml = YAML(typ="safe", pure=True)
    marked = source if source.startswith(("%", "---")) else f"%YAML 1.1\n---\n{source}"
    try:
        with warnings.catch_warnings(action="ignore"):  # of what YAML 1.1 reads in another way
            documents = list(yaml.load_all(marked))
        return "\n---\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
    except (YAMLError, ValueError, TypeError):  # broken on purpose, or with what JSON has no word for
        return None


FORMS = [
    (slug, block, form)
    for slug, block in BLOCKS
    if block.format in ("kubernetes", "compose") and slug not in ABOUT_FORM and (form := flow(block.source)) is not None
]


def test_most_blocks_have_another_form() -> None:
    assert len(FORMS) > 1000


@pytest.mark.parametrize("slug,block,form", FORMS, ids=[f"{slug}:{block.number}" for slug, block, _ in FORMS])
def test_findings_are_the_same_in_flow_style(slug: str, block: Block, form: str) -> None:
    selection = select((slug,), block.config)
    there = Counter(finding.message for finding in findings(form, block, selection))
    assert there == Counter(finding.message for finding in findings(block.source, block, selection))
