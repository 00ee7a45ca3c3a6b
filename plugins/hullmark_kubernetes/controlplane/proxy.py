"""The rule on kube-proxy."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_kubernetes.controlplane.components import PROXY
from hullmark_kubernetes.controlplane.components import Component
from hullmark_kubernetes.tree import Resource

DOCS = {
    "kube-proxy-metrics-exposed": """kube-proxy serves its metrics on the network.

Why: who is in the network learns which Services exist and how they are used, and may read profiles of the process.
Instead: ``metricsBindAddress: 127.0.0.1:10249``, which is the default, unless something collects the metrics.
Flags: an address of all interfaces in a KubeProxyConfiguration, in one that a ConfigMap holds, or in
``--metrics-bind-address``.
Not flagged: an empty address and its absence, which stand for the loopback.
See: https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/
""",
}

_ALL = pattern(r"0\.0\.0\.0|\[?::\]?(?::\d+)?$|:\d+$")
_FIELD = pattern(r"(?m)^\s*metricsBindAddress:[ \t]*[\"']?([^\s\"'#]+)")


@rule(
    EXPOSURE,
    INFO,
    on=(Component, Resource),
    when=(PROXY, "ConfigMap"),
    profile=STRICT,
    peers="kubescape:C-0291 cis:4.3.1",
    slug="kube-proxy-metrics-exposed",
)
def exposed(fact: Component | Resource, context: Context) -> Iterator[Problem]:
    """Flag an address of all interfaces."""
    for address in _flags(fact) if isinstance(fact, Component) else _embedded(fact):
        if address.known and _ALL.match(address):
            yield Problem(address, f"kube-proxy serves its metrics at {address}, on all interfaces")


def _flags(component: Component) -> Iterator[Text]:
    """Yield the address that a flag or a field sets."""
    flag = component.flag("metrics-bind-address")
    if flag is not None and flag.value is not None:
        yield flag.value.strip_part()


def _embedded(resource: Resource) -> Iterator[Text]:
    """Yield the addresses in configurations of kube-proxy that a ConfigMap holds."""
    for _, value in resource.node.mapping("data"):
        if isinstance(value, Scalar) and "KubeProxyConfiguration" in value.value:
            text = value.literal
            for match in _FIELD.finditer(text):
                yield text.part(match.start(1), match.end(1))


RULES = (exposed,)
