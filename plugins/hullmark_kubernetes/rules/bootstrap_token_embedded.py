"""A manifest holds a bootstrap token.

Why: whoever has the token adds a node of his own to the cluster, and receives the Secrets of pods that land on it.
Instead: let ``kubeadm token create`` make one when a node joins, with a short life.
Flags: ``token-secret`` of a Secret of the type bootstrap.kubernetes.io/token; tokens in configurations of kubeadm, also
in those for Cluster API. The token of the documentation is flagged as information.
Not flagged: placeholders, and what is not formed like a token.
See: https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_kubernetes.controlplane.clusterfiles import KUBEADM_KINDS
from hullmark_kubernetes.controlplane.clusterfiles import kubeadm_in
from hullmark_kubernetes.secrets import decoded
from hullmark_kubernetes.tree import Resource

_TOKEN = pattern(r"(?:[a-z0-9]{6}\.)?[a-z0-9]{16}")
_SAMPLE = "0123456789abcdef"


@rule(CREDENTIALS, ERROR, on=Resource, when=("Secret", *KUBEADM_KINDS), peers="cis:3.1.3")
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the token."""
    for token in _tokens(resource):
        if token.known and _TOKEN.fullmatch(token):
            severity = INFO if token.endswith(_SAMPLE) else ERROR
            yield Problem(token, "with this token anybody adds nodes to the cluster", severity=severity)


def _tokens(resource: Resource) -> Iterator[Text]:
    """Yield what may be a token: whole, or its secret half."""
    if resource.node.text("type") == "bootstrap.kubernetes.io/token":
        data = resource.node.mapping("data").text("token-secret")
        if data is not None:
            yield decoded(data)
        plain = resource.node.mapping("stringData").text("token-secret")
        if plain is not None:
            yield plain
    for holder in kubeadm_in(resource):
        entries = holder.mappings("bootstrapTokens")
        discovery = holder.mapping("discovery")
        for token in (
            *(entry.text("token") for entry in entries),
            discovery.mapping("bootstrapToken").text("token"),
            discovery.text("tlsBootstrapToken"),
        ):
            if token is not None and "." in token:
                yield token
