"""A workload speaks to the metadata service of the cloud.

Why: there are the credentials of the node's own account, which may do more than any pod should; a program that asks
there by design also does so for an attacker who makes it fetch addresses.
Instead: give the ServiceAccount an identity of its own (workload identity, IRSA), and block the address by a
NetworkPolicy.
Flags: 169.254.169.254, metadata.google.internal, 100.100.100.200 and fd00:ec2::254 in variables, commands and arguments
of containers and in ConfigMaps.
Not flagged: containers whose name or image is known to serve that address to others, such as aws-node, kube2iam and
node-termination-handler.
See: https://kubernetes.io/docs/concepts/security/service-accounts/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Scalar
from hullmark.yaml import walk

from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.tree import Resource

_ADDRESS = pattern(
    r"(?<![\w.-])(?:169\.254\.169\.254|metadata\.google\.internal|100\.100\.100\.200|fd00:ec2::254)(?![\w-]|\.\w)"
)
_AGENT = pattern(
    r"\b(?:aws-node|kube2iam|kiam|nmi)\b|termination-handler|metadata-(?:proxy|concealment)|imds|cloud-controller"
)


@rule(
    EXPOSURE,
    INFO,
    on=(PodContainer, Resource),
    when=("main", "sidecar", "init", "ConfigMap"),
    profile=ALL,
    peers="kubescape:C-0052",
)
def check(fact: PodContainer | Resource, context: Context) -> Iterator[Problem]:
    """Flag the address."""
    if isinstance(fact, PodContainer):
        if _AGENT.search(f"{fact.name} {fact.image}"):
            return
        fields = ("env", "command", "args", "script")
        nodes = [node for field in fields for node in walk(fact.node.get(field))]
    else:
        nodes = list(walk(fact.node.get("data")))
    for node in nodes:
        if isinstance(node, Scalar) and (match := _ADDRESS.search(node.value)):
            address: Text = node.text.part(*match.span())
            yield Problem(address, f"{address} is the metadata service, which gives out the node's credentials")
