"""No volume claim template of a StatefulSet is for one node alone.

Why: each pod of a StatefulSet has a volume of its own; one that others may write to at the same time is spoilt by them,
and most storage cannot make it.
Instead: write ``accessModes: [ReadWriteOnce]``, or ReadWriteOncePod.
Flags: claim templates of which none has ReadWriteOnce or ReadWriteOncePod among its access modes.
Not flagged: a StatefulSet without templates; several templates with ReadWriteOnce, which are usual; ReadWriteMany of a
storage class whose name says that it is a file system for many (nfs, efs, cephfs); placeholders.
See: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Resource

_SHARED = pattern(r"nfs|efs|cephfs|glusterfs|azurefile|filestore|fsx|lustre|share|rwx", re.IGNORECASE)


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=("StatefulSet",),
    profile=ALL,
    peers="kubesec:VolumeClaimAccessModeReadWriteOnce kics:Incorrect-volume-claim-access-mode-ReadWriteOnce",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key of the templates."""
    specs = [template.mapping("spec") for template in resource.spec.mappings("volumeClaimTemplates")]
    if specs and not any(_is_fine(spec) for spec in specs):
        at = resource.at("spec", "volumeClaimTemplates")
        yield Problem(at, f"no claim template of {resource.called} has the access mode ReadWriteOnce")


def _is_fine(spec: Mapping) -> bool:
    """Tell whether a claim is for one node, or by design, or perhaps, for many."""
    modes = spec.texts("accessModes")
    if not {"ReadWriteOnce", "ReadWriteOncePod"}.isdisjoint(modes) or not all(mode.known for mode in modes):
        return True
    return "ReadWriteMany" in modes and _SHARED.search(spec.text("storageClassName") or "") is not None
