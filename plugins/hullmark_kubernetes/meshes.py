"""What objects of Istio say of TLS.

Source: https://istio.io/latest/docs/reference/config/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Resource

NETWORKING = "networking.istio.io"
SECURITY = "security.istio.io"


def client_settings(rule: Resource) -> Iterator[tuple[Mapping, str | None]]:
    """Yield the ``tls`` of a DestinationRule, of its ports and its subsets, with the port where it is of one."""
    if rule.group != NETWORKING:
        return
    for policy in (rule.spec, *rule.spec.mappings("subsets")):
        traffic = policy.mapping("trafficPolicy")
        for part in (traffic, *traffic.mappings("portLevelSettings")):
            settings = part.mapping("tls")
            if settings:
                yield settings, part.mapping("port").text("number")
