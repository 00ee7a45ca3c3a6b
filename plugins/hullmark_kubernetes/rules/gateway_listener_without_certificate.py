"""A listener of a Gateway ends TLS without a certificate.

Why: no handshake can succeed, so that the listener is not programmed, or refuses everybody.
Instead: ``tls: {certificateRefs: [{name: web-tls}]}``, also with cert-manager, which fills in the Secret.
Flags: a listener of protocol HTTPS or TLS that ends TLS (mode Terminate, the default) without ``certificateRefs``.
Not flagged: mode Passthrough; ``options`` or annotations by which a cloud chooses the certificate.
See: https://gateway-api.sigs.k8s.io/guides/tls/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource

#: Annotations that name certificates for all listeners.
_CERTIFICATES = ("networking.gke.io/certmap", "networking.gke.io/pre-shared-certs")


@rule(ENCRYPTION, WARNING, on=Resource, when=("Gateway",))
def check(gateway: Resource, context: Context) -> Iterator[Problem]:
    """Flag the protocol of each listener."""
    if gateway.group != "gateway.networking.k8s.io" or any(gateway.annotations.has(name) for name in _CERTIFICATES):
        return
    for listener in gateway.spec.mappings("listeners"):
        protocol, tls = listener.text("protocol"), listener.mapping("tls")
        if protocol not in ("HTTPS", "TLS") or (tls.text("mode") or "Terminate") != "Terminate":
            continue
        if not tls.sequence("certificateRefs") and not tls.has("options"):
            name = listener.text("name") or "the listener"
            yield Problem(listener.grip("tls", "certificateRefs") or protocol, f"{name} ends TLS without a certificate")
