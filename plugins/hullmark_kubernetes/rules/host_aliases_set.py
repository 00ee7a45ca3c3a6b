"""A pod brings entries of /etc/hosts along.

Why: names resolve to other addresses than everywhere else in the cluster, which nobody finds who looks for the fault in
DNS; the addresses go stale, and an entry may lead a trusted name to another machine.
Instead: a Service, with EndpointSlices of its own or as ExternalName for what is outside.
Flags: ``hostAliases`` with an entry.
Not flagged: an empty list.
See: https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod


@rule(
    PRIVILEGES,
    INFO,
    on=Pod,
    profile=ALL,
    peers="kubesec:HostAliases trivy:KSV-0007",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    if pod.spec.sequence("hostAliases"):
        yield Problem(pod.at("hostAliases"), f"the pod of {pod.called} adds names to its /etc/hosts")
