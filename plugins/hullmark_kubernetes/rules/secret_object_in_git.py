"""A Secret is a plain object, and no store outside is in use.

Why: an object in the repository or the cluster's own store is the only copy of the credential; nobody sees who read it
and it is changed by hand, everywhere it stands.
Instead: keep it in a store made for it and commit a reference: an ExternalSecret, a SealedSecret, or a
SecretProviderClass for the CSI driver.
Flags: a Secret in a set of files that holds no ExternalSecret, SealedSecret, SecretProviderClass or the like.
Not flagged: tokens of service accounts and Secrets without values, which controllers fill; what Helm stores of its
releases; a Secret that is linted alone.
See: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import CREDENTIALS
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.secrets import entries
from hullmark_kubernetes.tree import Resource

_STORES = (
    "SecretProviderClass", "ExternalSecret", "ClusterExternalSecret", "SealedSecret", "VaultStaticSecret",
    "VaultDynamicSecret", "SopsSecret", "InfisicalSecret", "OnePasswordItem",
)
_MANAGED = frozenset((
    "kubernetes.io/service-account-token", "helm.sh/release.v1", "bootstrap.kubernetes.io/token",
))


@rule(
    CREDENTIALS,
    INFO,
    on=Resource,
    when=("Secret",),
    profile=ALL,
    peers="kics:Using-Kubernetes-native-secret-management kubescape:C-0208 kubescape:C-0234 cis:5.4.2",
)
def check(secret: Resource, context: Context) -> Iterator[Problem]:
    """Flag the object."""
    if secret.group or secret.set is None or secret.node.text("type") in _MANAGED or "sops" in secret.node:
        return
    filled = any(value.value for _, value, _ in entries(secret))
    if filled and not secret.set.of(*_STORES):
        yield Problem(secret, f"{secret.called} is a plain object, and no store outside is in use", secret=False)
