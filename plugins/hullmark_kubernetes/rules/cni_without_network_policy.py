"""The network plugin does not know network policies.

Why: the API server takes NetworkPolicies, and nothing enforces them: every pod goes on reaching every other.
Instead: use a plugin that enforces them, such as Calico or Cilium, or Calico's policies over flannel (Canal).
Flags: a ConfigMap with a CNI configuration whose plugin is flannel.
Not flagged: a ConfigMap that names Calico or Cilium too.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import Resource

_FLANNEL = pattern(r"[\"']?type[\"']?\s*:\s*[\"']?flannel\b")
_ENFORCES = pattern("calico|cilium")


@rule(
    EXPOSURE,
    WARNING,
    on=Resource,
    when=("ConfigMap",),
    profile=STRICT,
    peers="kics:CNI-plugin-does-not-support-network-policies kubescape:C-0205 cis:5.3.1",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key of the configuration."""
    found = None
    for key, value in resource.node.mapping("data"):
        if isinstance(value, Scalar):
            if _ENFORCES.search(value.value):
                return
            if found is None and _FLANNEL.search(value.value):
                found = key
    if found is not None:
        yield Problem(found, f"{found.value} sets up flannel, which enforces no NetworkPolicy")
