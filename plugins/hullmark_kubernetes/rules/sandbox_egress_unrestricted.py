"""The sandbox of an agent may connect to everything.

Why: what runs in a sandbox is written by a model or by its user. With the way out open it sends away what it finds,
reads the metadata service of the cloud and attacks the cluster from inside.
Instead: ``networkPolicyManagement: Managed`` with a ``networkPolicy`` whose ``egress`` lists what the agent needs.
Flags: a SandboxTemplate that does not leave its network to be managed, or has no ``networkPolicy``; an ``egress`` that
is no list, or has a rule without ``to``, for every address, or with empty selectors.
Not flagged: a ``networkPolicy`` without ``egress``, or with an empty list, which both close the way out; a policy of
the set that limits what leaves the sandboxes.
See: https://agent-sandbox.sigs.k8s.io/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_kubernetes.networkpolicies import EGRESS
from hullmark_kubernetes.networkpolicies import directions
from hullmark_kubernetes.networkpolicies import isolates
from hullmark_kubernetes.networkpolicies import policies_for
from hullmark_kubernetes.tree import Resource

_EVERYWHERE = ("0.0.0.0/0", "::/0")


@rule(
    EXPOSURE, WARNING, on=Resource, when=("SandboxTemplate",), profile=STRICT, peers="kubescape:C-0301"
)
def check(template: Resource, context: Context) -> Iterator[Problem]:
    """Flag the switch, the rule that is too wide, or what lacks one."""
    policies = [policy for policy in policies_for(template) if EGRESS in directions(policy)]
    if any(isolates(policy, pod) for pod in template.pods for policy in policies):
        return
    managed = template.spec.text("networkPolicyManagement")
    policy = template.spec.get("networkPolicy")
    egress = template.spec.mapping("networkPolicy").get("egress")
    if managed is not None and managed.known and managed != "Managed":
        yield Problem(managed, f"the network of {template.called} is {managed}: nothing limits what leaves a sandbox")
    elif any(isinstance(node, Scalar) and not node.known for node in (policy, egress)):
        return
    elif not isinstance(policy, Mapping) or egress is not None and not isinstance(egress, Sequence):
        at = template.at("spec", "networkPolicy", "egress")
        yield Problem(at, f"{template.called} has no rules for what leaves a sandbox")
    elif isinstance(egress, Sequence) and any(_wide(item) for item in egress.mappings):
        at = template.at("spec", "networkPolicy", "egress")
        yield Problem(at, f"{template.called} lets a sandbox connect to every address")


def _wide(rule: Mapping) -> bool:
    """Tell whether a rule allows every address, or every pod."""
    peers = rule.mappings("to")
    return not rule.sequence("to") or any(_any(peer) for peer in peers)


def _any(peer: Mapping) -> bool:
    if peer.has("ipBlock"):
        return peer.mapping("ipBlock").text("cidr") in (None, *_EVERYWHERE)
    return not any(peer.mapping(field) for field in ("podSelector", "namespaceSelector"))
