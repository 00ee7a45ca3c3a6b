"""The pod looks up names in every search domain first.

Why: with the default of five dots, ``example.com`` is asked for in three domains of the cluster, and those of the node,
before it is asked for as it stands: four queries or more for each connection to the outside.
Instead: ``dnsConfig: {options: [{name: ndots, value: "2"}]}``.
Flags: a pod without this option in ``dnsConfig``, or with another value.
Not flagged: ``hostNetwork: true`` and ``dnsPolicy: Default``, where the node decides; values that are filled in. Off by
default.
Options: ``name`` and ``value`` are the option that is wanted.
See: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod


class Options(NamedTuple):
    """Options of the rule."""

    name: str = "ndots"
    value: str = "2"


@rule(
    RESILIENCE,
    INFO,
    on=Pod,
    when=POD_KINDS,
    profile=ALL,
    options=Options,
    peers="kubelinter:dnsconfig-options",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the value, or the place where the option belongs."""
    name, value = context.options
    if pod.spec.is_true("hostNetwork") or pod.spec.text("dnsPolicy") == "Default":
        return
    at = pod.at("dnsConfig", "options")
    for option in pod.spec.mappings("dnsConfig", "options"):
        if option.text("name") == name:
            said = option.scalar("value")
            if said is not None and (said.value == value or not said.known):
                return
            at = said or option.key("name") or at
    yield Problem(at, f"{pod.called} does not set the DNS option {name} to {value}")
