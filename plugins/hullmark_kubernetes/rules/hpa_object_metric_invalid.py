"""A metric of an autoscaler lacks what its type needs.

Why: the API rejects the object, or the autoscaler reports that it cannot read the metric and scales nothing.
Instead: write all that the type asks for; an Object metric names what it describes, with kind, name and apiVersion.
Flags: metrics of autoscaling/v2 of type Object, Pods, External, Resource or ContainerResource without the block of
that name, or with one that lacks a part; a target without the value of its type.
Not flagged: autoscaling/v2beta1, whose fields are called otherwise; values with placeholders.
See: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Resource


#: The parts of each type of metric, and the parts of those.
_PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "Object": {"metric": ("name",), "describedObject": ("kind", "name", "apiVersion"), "target": ("type",)},
    "Pods": {"metric": ("name",), "target": ("type",)},
    "External": {"metric": ("name",), "target": ("type",)},
    "Resource": {"target": ("type",)},
    "ContainerResource": {"target": ("type",)},
}
_VALUES = {"Utilization": "averageUtilization", "AverageValue": "averageValue", "Value": "value"}


@rule(
    VALIDITY,
    ERROR,
    on=Resource,
    when=("HorizontalPodAutoscaler",),
    peers="kics:HPA-targets-invalid-object",
)
def check(scaler: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key of the block that lacks something."""
    if scaler.version not in ("v2", "v2beta2"):
        return
    for metric in scaler.spec.mappings("metrics"):
        kind = metric.text("type")
        if kind not in _PARTS:
            continue
        block = kind[0].lower() + kind[1:]
        missing = _missing(metric.mapping(block), _PARTS[kind]) if metric.has(block) else block
        if missing:
            at = metric.grip(block) or kind
            yield Problem(at, f"a metric of type {kind} lacks {missing}")


def _missing(block: Mapping, parts: dict[str, tuple[str, ...]]) -> str:
    """Return what a block lacks, "" where nothing."""
    for part, fields in parts.items():
        if not block.has(part):
            return part
        for field in fields:
            if not block.mapping(part).has(field):
                return f"{part}.{field}"
    value = _VALUES.get(block.mapping("target").text("type") or "")
    return f"target.{value}" if value and not block.mapping("target").has(value) else ""
