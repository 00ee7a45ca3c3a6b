"""A LimitRange leaves fields out.

Why: without a default, containers that say nothing stay without limit; without a maximum, one may take a whole node;
without a minimum, pods are packed so tightly that none gets on.
Instead: ``max``, ``min``, ``default`` and ``defaultRequest`` in the entry with the ``type: Container``.
Flags: a LimitRange without entries, or of whose entries for containers none has all four.
Not flagged: one that has only entries for pods or claims, which cannot have defaults.
See: https://kubernetes.io/docs/concepts/policy/limit-range/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Resource

_FIELDS = ("max", "min", "default", "defaultRequest")


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=("LimitRange",),
    profile=ALL,
    peers="trivy:KSV-0039",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the type of the first entry that lacks fields, or the place where one belongs."""
    limits = resource.spec.mappings("limits")
    if not limits:
        if resource.spec.scalar("limits") is None:
            yield Problem(resource.at("spec", "limits"), f"{resource.called} limits nothing")
        return
    lacking = [[field for field in _FIELDS if not limit.has(field)] for limit in limits if _of_containers(limit)]
    if lacking and all(lacking):
        at = next(limit.scalar("type") for limit in limits if _of_containers(limit))
        yield Problem(at, f"{resource.called} has no {', no '.join(lacking[0])} for containers")


def _of_containers(limit: Mapping) -> bool:
    return limit.text("type") == "Container"
