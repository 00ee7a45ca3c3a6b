"""A namespace is in use.

Why: an inventory for a review: namespaces are the borders of rights, quotas and network policies, and somebody should
have drawn them on purpose.
Instead: nothing to write; check that what shares a namespace has the same owner.
Flags: the first object of each namespace in a file: a Namespace by its name, others by ``metadata.namespace``.
Not flagged: objects that name no namespace.
See: https://kubernetes.io/docs/concepts/security/multi-tenancy/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Manifest


@rule(
    PRIVILEGES,
    INFO,
    on=Manifest,
    profile=ALL,
    peers="kics:Ensure-administrative-boundaries-between-resources kubescape:C-0209 cis:5.7.1",
)
def check(manifest: Manifest, context: Context) -> Iterator[Problem]:
    """Flag where a namespace is named first."""
    seen = set()
    for resource in manifest.resources:
        name = resource.name if resource.kind == "Namespace" else resource.namespace
        if name is not None and name.known and name not in seen:
            seen.add(name)
            yield Problem(name, f"the namespace {name} is in use")
