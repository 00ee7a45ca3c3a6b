"""A secret store is reached over plain HTTP.

Why: the token that opens the store goes over the wire as it is, and every secret that is read with it; whoever sits
between reads both.
Instead: ``https://`` with the authority of the server's certificate, as in ``caBundle`` or ``caProvider``.
Flags: ``http://`` in the provider of a SecretStore, a ClusterSecretStore and a generator of External Secrets, in a
VaultConnection, in the parameters of a SecretProviderClass, in ``vault`` of an Issuer of cert-manager, and in the
annotation vault.hashicorp.com/service. In the profile strict, as information, names inside a cluster.
Not flagged: an agent in the same pod or on the same machine; hosts that are filled in later; VAULT_ADDR, of which
vault-tls-disabled tells; a certificate that is not verified, of which tls-verification-disabled does.
See: https://external-secrets.io/latest/provider/hashicorp-vault/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import DEFAULT
from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import walk

from hullmark_kubernetes.addresses import NEAR
from hullmark_kubernetes.addresses import plain_address
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource

#: Where an object says what it is served by, by its kind and the last parts of its group.
_STORES = {
    "ClusterGenerator": ("external-secrets.io", "spec"),
    "ClusterIssuer": ("cert-manager.io", "spec", "vault"),
    "ClusterSecretStore": ("external-secrets.io", "spec", "provider"),
    "Issuer": ("cert-manager.io", "spec", "vault"),
    "SecretProviderClass": ("secrets-store.csi.x-k8s.io", "spec", "parameters"),
    "SecretStore": ("external-secrets.io", "spec", "provider"),
    "VaultConnection": ("secrets.hashicorp.com", "spec"),
    "VaultDynamicSecret": ("external-secrets.io", "spec", "provider"),
}
_ADDRESSES = ("addr", "address", "api", "endpoint", "host", "server", "uri", "url")


@rule(ENCRYPTION, WARNING, on=(Resource, Pod), when={Resource: tuple(_STORES), Pod: tuple(POD_KINDS)})
def check(fact: Resource | Pod, context: Context) -> Iterator[Problem]:
    """Flag the address."""
    texts = [fact.annotations.text("vault.hashicorp.com/service")] if isinstance(fact, Pod) else _addresses(fact)
    for text in texts:
        url = plain_address(text)
        if url is not None:
            near = url.distance == NEAR
            message = f"secrets of {url.shown} go over the wire as they are; write https://"
            yield Problem(url.text, message, severity=INFO if near else None, profile=STRICT if near else DEFAULT)


def _addresses(store: Resource) -> Iterator[Text]:
    """Yield the addresses in what an object of a store says of its provider."""
    group, *path = _STORES[store.kind]
    if store.group == group or store.group.endswith(f".{group}"):
        for node in walk(store.node.mapping(*path)):
            for name, value in node.fields if isinstance(node, Mapping) else ():
                if isinstance(value, Scalar) and name.lower().endswith(_ADDRESSES):
                    yield value.text
