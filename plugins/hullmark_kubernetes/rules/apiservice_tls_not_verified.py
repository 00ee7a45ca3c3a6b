"""The API server does not verify whom it forwards requests to.

Why: whoever answers at the address of the Service gets the requests, with the names of users, and says what he likes.
Instead: ``caBundle`` with the authority of the certificate, or the annotation cert-manager.io/inject-ca-from.
Flags: ``insecureSkipTLSVerify: true`` of an APIService; for the metrics of metrics-server as information, in the
profile strict, unless a certificate authority is named as well.
Not flagged: the switch missing or false.
See: https://kubernetes.io/docs/tasks/extend-kubernetes/setup-extension-api-server/
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
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    ENCRYPTION,
    WARNING,
    on=Resource,
    when=("APIService",),
    peers="semgrep:skip-tls-verify-service",
)
def check(service: Resource, context: Context) -> Iterator[Problem]:
    """Flag the switch."""
    if not service.spec.is_true("insecureSkipTLSVerify"):
        return
    named = service.spec.has("caBundle") or service.annotations.has("cert-manager.io/inject-ca-from")
    weak = not named and service.spec.text("group") == "metrics.k8s.io"
    yield Problem(
        service.spec.text("insecureSkipTLSVerify"),
        "insecureSkipTLSVerify is true: the API server forwards requests to whoever answers",
        severity=INFO if weak else None, profile=STRICT if weak else DEFAULT,
    )
