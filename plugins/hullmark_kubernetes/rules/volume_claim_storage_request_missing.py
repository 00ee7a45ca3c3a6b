"""A claim of a volume names no size.

Why: the API refuses a claim without one, so the pods that wait for it never start.
Instead: write ``resources: {requests: {storage: 10Gi}}``.
Flags: claim templates of a StatefulSet, and claims with access modes, without ``resources.requests.storage``.
Not flagged: a StatefulSet without templates; a claim without access modes, which is a patch of another; placeholders.
See: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import RESILIENCE
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import Resource

_SIZE = ("resources", "requests", "storage")


@rule(
    RESILIENCE,
    WARNING,
    on=Resource,
    when=("StatefulSet", "PersistentVolumeClaim"),
    peers="kubesec:VolumeClaimRequestsStorage",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag what the size is missing in, or the claim's name."""
    if resource.kind == "PersistentVolumeClaim":
        if "accessModes" in resource.spec and _is_missing(resource.spec):
            yield Problem(resource.spec.grip(*_SIZE) or resource.grip, f"{resource.called} names no size")
        return
    for template in resource.spec.mappings("volumeClaimTemplates"):
        spec, name = template.mapping("spec"), template.mapping("metadata").text("name")
        if _is_missing(spec):
            at = spec.grip(*_SIZE) or name or resource.at("spec", "volumeClaimTemplates")
            yield Problem(at, f"the claim {name} names no size" if name is not None else "the claim names no size")


def _is_missing(spec: Mapping) -> bool:
    """Tell whether a spec surely has no size."""
    for depth in range(1, len(_SIZE) + 1):
        node = spec.find(*_SIZE[:depth])
        if isinstance(node, Scalar) and not node.null:
            return False
    return True
