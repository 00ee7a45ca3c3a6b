"""A SecurityContextConstraints admits privileged containers.

Why: whoever may use the constraints starts containers with all rights of the node.
Instead: ``allowPrivilegedContainer: false``, and the one capability or volume type that is needed.
Flags: ``allowPrivilegedContainer: true``.
Not flagged: the constraints privileged and node-exporter, which OpenShift comes with.
See: https://docs.openshift.com/container-platform/latest/authentication/managing-security-context-constraints.html
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    PRIVILEGES,
    WARNING,
    on=Resource,
    when=("SecurityContextConstraints",),
    peers="kubelinter:scc-deny-privileged-container",
)
def check(constraints: Resource, context: Context) -> Iterator[Problem]:
    """Flag the switch."""
    if constraints.node.is_true("allowPrivilegedContainer") and constraints.name not in ("privileged", "node-exporter"):
        switch = constraints.node.text("allowPrivilegedContainer")
        yield Problem(switch, f"{constraints.called} admits privileged containers")
