"""A Secret asks for a token of a service account that never expires.

Why: whoever reads the Secret once is the service account until somebody deletes it; tokens that pods get by themselves
since Kubernetes 1.22 end after an hour and with the pod.
Instead: let pods take their projected token; for others ``kubectl create token NAME --duration=8h``.
Flags: a Secret of type ``kubernetes.io/service-account-token``.
Not flagged: a cluster older than 1.24, which makes such Secrets itself.
See: https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import CREDENTIALS
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource

_ACCOUNT = "kubernetes.io/service-account.name"


@rule(CREDENTIALS, WARNING, on=Resource, when=("Secret",), profile=STRICT)
def check(secret: Resource, context: Context) -> Iterator[Problem]:
    """Flag the type."""
    target = context.document.options.target
    kind = secret.node.text("type")
    if (target is None or target >= (1, 24)) and kind == "kubernetes.io/service-account-token":
        account = secret.annotations.text(_ACCOUNT)
        whose = f"of service account {account} " if account is not None else ""
        yield Problem(kind, f"{secret.called} gets a token {whose}that never expires")
