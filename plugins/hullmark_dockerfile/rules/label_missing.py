"""The image lacks a label that the schema requires.

Why: inventories, dashboards and clean-up jobs find images by their labels; one without them is overlooked.
Instead: set the label in the last stage, ``LABEL org.opencontainers.image.source="https://..."``.
Flags: labels of ``label-schema`` that neither the stage that is built nor the stages it begins from set.
Not flagged: stages that only build; a file without a stage; everything while no schema is configured.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.labels import labels
from hullmark_dockerfile.tree import Dockerfile
from hullmark_dockerfile.tree import Stage


@rule(STYLE, INFO, on=Dockerfile, peers="hadolint:DL3049 dockerfile_lint:required-label")
def check(dockerfile: Dockerfile, context: Context) -> Iterator[Problem]:
    """Flag FROM of each stage that is built."""
    options = context.document.options
    if not options.label_schema:
        return
    for stage in dockerfile.stages:
        if stage.start is None or not stage.target:
            continue
        present = _present(stage)
        missing = [label for label in options.label_schema if label not in present]
        if missing:
            noun = "label" if len(missing) == 1 else "labels"
            yield Problem(stage.start.keyword, f"{stage.label} lacks the {noun} {_listed(missing)} of the schema")


def _present(stage: Stage) -> set[str]:
    """Return the keys that a stage and its parents in the file set."""
    return {
        str(instruction.expand(key))
        for each in stage.chain()
        for instruction in each.of("LABEL")
        for key, _ in labels(instruction)
    }


def _listed(names: list[str]) -> str:
    return ", ".join(names) if len(names) < 4 else f"{', '.join(names[:3])} and {len(names) - 3} more"
