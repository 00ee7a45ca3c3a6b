"""The namespace of a workload has no ResourceQuota.

Why: one namespace may take the whole cluster: by a loop that makes pods, or by replicas with a zero too many.
Instead: a ResourceQuota with requests.cpu, requests.memory, limits.cpu and limits.memory.
Flags: the first workload or PersistentVolumeClaim of each namespace for which the set holds no ResourceQuota.
Not flagged: single files; a namespace that is filled in later. Often it is kept elsewhere, so this rule is off by
default.
See: https://kubernetes.io/docs/concepts/policy/resource-quotas/
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
    peers="kics:Pod-or-container-without-ResourceQuota nsa:resource-policies",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the namespace, or the name of an object without one."""
    return without(resource, "ResourceQuota")
