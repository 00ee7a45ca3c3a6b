"""Network policies limit a workload in one direction only.

Why: what may come in is settled, and whoever has broken in can still send data anywhere; or the other way round.
Instead: ``policyTypes: [Ingress, Egress]``, with a rule for each connection that is needed, and one for DNS.
Flags: a workload that policies of the set select, none of which limits what leaves its pods, or what reaches them.
Not flagged: a direction in ``policyTypes`` without any rule, which closes it; workloads that no policy selects, which
network-policy-missing reports; single files.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.networkpolicies import SAID
from hullmark_kubernetes.networkpolicies import directions
from hullmark_kubernetes.networkpolicies import governed
from hullmark_kubernetes.networkpolicies import isolates
from hullmark_kubernetes.networkpolicies import policies_for
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod


@rule(
    EXPOSURE,
    INFO,
    on=Pod,
    when=POD_KINDS,
    profile=STRICT,
    peers=(
        "kubescore:pod-networkpolicy polaris:missingNetworkPolicy kubescape:C-0030"
        " kics:Pod-misconfigured-network-policy"
    ),
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the object's name."""
    workload = pod.resource
    policies = [policy for policy in policies_for(workload) if isolates(policy, pod)] if governed(pod) else []
    if not policies:
        return
    limited = set().union(*map(directions, policies))
    missing = [said for direction, said in SAID.items() if direction not in limited]
    if missing:
        yield Problem(workload, f"no network policy limits {' and '.join(missing)} {workload.called}")
