"""A container may use raw sockets.

Why: with NET_RAW, which is among the capabilities that containers have by default, a process forges packets and
addresses and so takes over connections of other pods on the node. Ping is the only ordinary use, and needs it no more.
Instead: ``capabilities: {drop: [ALL]}``, or at least NET_RAW.
Flags: NET_RAW among the added capabilities; neither it nor ALL among the dropped ones.
Not flagged: privileged containers; Windows. capabilities-not-dropped and capabilities-added say the same of all
capabilities, so this rule is off by default.
See: https://man7.org/linux/man-pages/man7/capabilities.7.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer


@rule(
    PRIVILEGES,
    WARNING,
    on=PodContainer,
    profile=ALL,
    peers=(
        "checkov:CKV_K8S_28 trivy:KSV-0119 kics:NET_RAW-capabilities-not-dropped"
        " kubelinter:drop-net-raw-capability kubescape:C-0211 cis:5.2.8"
    ),
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the capability, or the place where it is to be dropped."""
    security = container.shared.security
    if security is None or security.privileged == "true":
        return
    for name in security.added:
        if name == "NET_RAW":
            yield Problem(name, f"{container.called} is given raw sockets with NET_RAW")
            return
    if not {"ALL", "NET_RAW"} & set(security.dropped) and all(name.known for name in security.dropped):
        yield Problem(security.drop_span or security, f"{container.called} keeps raw sockets; drop NET_RAW")
