"""A ResourceQuota does not bound both processor and memory.

Why: what it leaves out has no bound: a namespace with a quota of processors may still take all memory.
Instead: requests.cpu, requests.memory, limits.cpu and limits.memory in ``hard``.
Flags: an empty ``hard``, or one that has some of the four and not all; ``cpu`` and ``memory`` stand for the requests.
Not flagged: quotas of numbers of objects or of storage only.
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

from hullmark_kubernetes.tree import Resource

_NAMES = ("requests.cpu", "requests.memory", "limits.cpu", "limits.memory")


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=("ResourceQuota",),
    profile=ALL,
    peers="trivy:KSV-0040",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key of the bounds."""
    hard = resource.spec.mapping("hard")
    missing = [name for name in _NAMES if name not in hard and name.removeprefix("requests.") not in hard]
    if missing and (len(missing) < len(_NAMES) or not hard and resource.spec.scalar("hard") is None):
        yield Problem(resource.at("spec", "hard"), f"{resource.called} sets no bound to {', '.join(missing)}")
