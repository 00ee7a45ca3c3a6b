"""A StatefulSet asks for storage.

Why: an inventory of what keeps data, and must be backed up; nothing is wrong with it.
Instead: nothing, or keep the data in a service that others look after.
Flags: claim templates of a StatefulSet that name a size, at the first of them.
Not flagged: a StatefulSet without claim templates, and claims on their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    RESILIENCE, INFO, on=Resource, when=("StatefulSet",), profile=ALL, peers="kics:StatefulSet-requests-storage"
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the first size."""
    for template in resource.spec.mappings("volumeClaimTemplates"):
        size = template.mapping("spec", "resources", "requests").text("storage")
        if size is not None:
            yield Problem(size, f"{resource.called} asks for {size} of storage")
            return
