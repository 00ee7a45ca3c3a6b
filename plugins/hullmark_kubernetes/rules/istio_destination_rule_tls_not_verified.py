"""A DestinationRule takes any certificate of the server.

Why: whoever sits on the way answers with a certificate of his own and reads along; TLS then only keeps out those who do
not try.
Instead: name whom to trust: ``caCertificates: system`` for public certificates, or ``credentialName``, and the expected
names in ``subjectAltNames``; take ``insecureSkipVerify`` out.
Flags: ``insecureSkipVerify: true`` in ``tls`` of mode SIMPLE or MUTUAL; mode SIMPLE with none of ``caCertificates``,
``credentialName`` and ``subjectAltNames``, with which Istio before 1.24 verifies nothing, as information.
Not flagged: mode ISTIO_MUTUAL, whose certificates are the mesh's own.
See: https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
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

from hullmark_kubernetes.meshes import client_settings
from hullmark_kubernetes.tree import Resource

_TRUST = ("caCertificates", "credentialName", "subjectAltNames")


@rule(ENCRYPTION, WARNING, on=Resource, when=("DestinationRule",))
def check(rule: Resource, context: Context) -> Iterator[Problem]:
    """Flag the switch, or the mode."""
    for settings, _ in client_settings(rule):
        mode = settings.text("mode")
        if mode not in ("SIMPLE", "MUTUAL"):
            continue
        if settings.is_true("insecureSkipVerify"):
            message = f"{rule.called} takes any certificate: insecureSkipVerify is true"
            yield Problem(settings.text("insecureSkipVerify"), message, profile=DEFAULT)
        elif mode == "SIMPLE" and not any(settings.has(key) for key in _TRUST):
            message = f"{rule.called} names nobody to trust: Istio before 1.24 then takes any certificate"
            yield Problem(mode, message, severity=INFO, profile=STRICT)
