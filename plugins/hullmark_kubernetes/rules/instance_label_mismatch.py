"""The instance label differs from the name of the object.

Why: some teams find all objects of an instance by ``app.kubernetes.io/instance`` and want it to be the object's
name.
Instead: write the name as the label. Off by default: for Helm the label names the release, not the object.
Flags: a workload without the label, or with another value than its name.
Not flagged: objects of Helm by their labels, whose instance is the release; names and values with placeholders.
See: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import CONTROLLERS
from hullmark_kubernetes.tree import JOBS
from hullmark_kubernetes.tree import Resource


_LABEL = "app.kubernetes.io/instance"


@rule(
    STYLE,
    INFO,
    on=Resource,
    when=CONTROLLERS | JOBS,
    profile=ALL,
    peers="polaris:metadataAndInstanceMismatched",
)
def check(workload: Resource, context: Context) -> Iterator[Problem]:
    """Flag the label, or the labels that lack it."""
    found, name = workload.labels.text(_LABEL), workload.name
    if name is None or not name.known or found is not None and not found.known:
        return
    if workload.labels.has("helm.sh/chart") or workload.labels.text("app.kubernetes.io/managed-by") == "Helm":
        return
    if found is None:
        yield Problem(workload.at("metadata", "labels"), f"{workload.called} has no label {_LABEL}")
    elif found != name:
        yield Problem(found, f"the label {_LABEL} is {found}, the name {name}")
