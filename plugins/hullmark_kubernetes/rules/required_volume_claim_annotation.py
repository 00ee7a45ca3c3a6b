"""A volume claim template lacks a required annotation.

Why: programs that back up, size or bill volumes are told by annotations of the claims what to do; a claim made from a
template without them is passed over, and a template cannot be changed later.
Instead: add it to the template: ``volumeClaimTemplates: [{metadata: {annotations: {backup: daily}}}]``.
Flags: a template of a StatefulSet without an annotation of the option ``annotations``, and values that do not fit.
Not flagged: anything while the option is empty; keys and values that are placeholders.
Options: ``annotations`` is a table of keys with patterns of their values, in which ``*`` stands for anything; ``""``
is any value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.metadata import added
from hullmark_kubernetes.metadata import unmet
from hullmark_kubernetes.tree import Resource


class Options(NamedTuple):
    """Options of the rule."""

    annotations: dict[str, str] = {}

    def __bool__(self) -> bool:
        """Tell whether anything is asked for; without, the rule is not called."""
        return any(self)


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=("StatefulSet",),
    options=Options,
    peers="kubelinter:template/statefulset-volumeclaimtemplate-annotation",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the annotations of a template, or its name."""
    required = context.options.annotations
    for template in resource.spec.mappings("volumeClaimTemplates"):
        metadata = template.mapping("metadata")
        name = metadata.text("name")
        at = metadata.key("annotations") or name or resource.at("spec", "volumeClaimTemplates")
        called = f"the claim {name}" if name is not None else "the claim"
        yield from unmet(required, metadata, "annotations", added(resource, "annotations"), at, called)
