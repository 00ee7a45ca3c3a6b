"""A PeerAuthentication lets clear text into the mesh.

Why: with PERMISSIVE a workload answers everybody, with or without a certificate, and with DISABLE in clear text only:
what is sent can be read on the way, and no policy knows who sends it.
Instead: ``mode: STRICT``, once all clients have a proxy.
Flags: ``mode`` PERMISSIVE or DISABLE of ``mtls``; of a port in ``portLevelMtls`` as information, since probes and
scrapers without a proxy may need one.
Not flagged: UNSET or no mode, which is taken over from the namespace or the mesh.
See: https://istio.io/latest/docs/reference/config/security/peer_authentication/
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

from hullmark_kubernetes.meshes import SECURITY
from hullmark_kubernetes.tree import Resource

_LETS = {"PERMISSIVE": "takes clear text as well as mutual TLS", "DISABLE": "takes clear text only"}


@rule(ENCRYPTION, WARNING, on=Resource, when=("PeerAuthentication",))
def check(policy: Resource, context: Context) -> Iterator[Problem]:
    """Flag each mode."""
    if policy.group != SECURITY:
        return
    mode = _lax(policy.spec.mapping("mtls"))
    if mode is not None:
        profile = DEFAULT if mode == "DISABLE" else STRICT
        yield Problem(mode, f"{policy.called} {_LETS[mode]}; STRICT takes mutual TLS only", profile=profile)
    for port, node in policy.spec.mapping("portLevelMtls"):
        mode = _lax(node) if isinstance(node, Mapping) else None
        if mode is not None:
            yield Problem(mode, f"port {port.value} {_LETS[mode]}", severity=INFO, profile=STRICT)


def _lax(settings: Mapping) -> Text | None:
    mode = settings.text("mode")
    return mode if mode in _LETS else None
