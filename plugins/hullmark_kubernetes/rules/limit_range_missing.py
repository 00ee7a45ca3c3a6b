"""The namespace of a workload has no LimitRange.

Why: a container that says nothing may take what its node has, and one that says too much is let in as well.
Instead: a LimitRange with a default, a minimum and a maximum for the type Container.
Flags: the first workload or PersistentVolumeClaim of each namespace for which the set holds no LimitRange.
Not flagged: single files; a namespace that is filled in later. Often it is kept elsewhere, so this rule is off by
default.
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

from hullmark_kubernetes.namespaces import CONSUMERS
from hullmark_kubernetes.namespaces import without
from hullmark_kubernetes.tree import Resource


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=CONSUMERS,
    profile=ALL,
    peers="kics:Pod-or-container-without-LimitRange nsa:resource-policies",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the namespace, or the name of an object without one."""
    return without(resource, "LimitRange")
