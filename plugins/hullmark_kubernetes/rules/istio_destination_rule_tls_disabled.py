"""A DestinationRule turns TLS off.

Why: the proxies of the mesh then speak to the host in clear text, also where both ends could do mutual TLS.
Instead: leave ``tls`` out, so that Istio takes mutual TLS wherever the other end can, or write ``mode: ISTIO_MUTUAL``.
Flags: ``mode: DISABLE`` in the ``tls`` of a traffic policy, of one of its ports, or of a subset. For port 443 it counts
as information: there the application itself speaks TLS.
Not flagged: other modes; a policy that says nothing of TLS.
See: https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.meshes import client_settings
from hullmark_kubernetes.tree import Resource


@rule(ENCRYPTION, WARNING, on=Resource, when=("DestinationRule",), profile=STRICT)
def check(rule: Resource, context: Context) -> Iterator[Problem]:
    """Flag each mode."""
    for settings, port in client_settings(rule):
        mode = settings.text("mode")
        if mode == "DISABLE":
            message = f"{rule.called} turns TLS off: what is sent there is in clear text"
            yield Problem(mode, message, severity=INFO if port == "443" else None)
