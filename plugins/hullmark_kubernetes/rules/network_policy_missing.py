"""No network policy selects the pods of a workload.

Why: without one, every pod of the cluster reaches these and they reach everything: one that is broken into opens the
way to all others.
Instead: a NetworkPolicy whose ``podSelector`` fits the labels of the pod template, with ``policyTypes: [Ingress,
Egress]`` and rules for what is needed.
Flags: pods whose labels no policy of their namespace fits, among the files that are applied together; of a namespace
without any policy only the first workload, and of files without any policy at all only the first one.
Not flagged: pods in the network of their node, for which policies do not hold; namespaces that
namespace-without-network-policy reports; single files. Policies of Cilium and Calico count, and those of the cluster.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.networkpolicies import any_policy
from hullmark_kubernetes.networkpolicies import governed
from hullmark_kubernetes.networkpolicies import isolates
from hullmark_kubernetes.networkpolicies import policies_for
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import ResourceSet
from hullmark_kubernetes.tree import same_namespace


@rule(
    EXPOSURE,
    INFO,
    on=Pod,
    when=POD_KINDS,
    profile=STRICT,
    peers=(
        "kubelinter:non-isolated-pod kubescore:pod-networkpolicy polaris:missingNetworkPolicy checkov:CKV2_K8S_6"
        " kubescape:C-0030 kubescape:C-0260 nsa:network-policies kics:Pod-misconfigured-network-policy"
    ),
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the object's name."""
    workload = pod.resource
    if workload.set is None or not governed(pod):
        return
    policies = policies_for(workload)
    if any(isolates(policy, pod) for policy in policies):
        return
    if policies:
        yield Problem(workload, f"no network policy selects the pods of {workload.called}")
    elif _first(pod, workload.set):
        where = f"the namespace {workload.namespace or 'default'}" if any_policy(workload) else "these files"
        yield Problem(workload, f"no network policy is in {where}: any pod reaches {workload.called}")


def _first(pod: Pod, found: ResourceSet) -> bool:
    """Tell whether a pod is the first that a namespace without policies is reported at, or a set without any."""
    workload = pod.resource
    if any(same_namespace(namespace.name, workload.namespace) for namespace in found.of("Namespace")):
        return False
    everywhere = not any_policy(workload)
    for other in found.resources:
        if other.kind in POD_KINDS and (everywhere or same_namespace(other.namespace, workload.namespace)):
            for candidate in other.pods:
                if governed(candidate):
                    return candidate is pod
    return False
