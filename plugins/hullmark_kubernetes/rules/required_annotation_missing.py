"""A required annotation is absent.

Why: who finds the object in trouble at night looks there for whom to call; programs that read the annotation pass over
an object without it.
Instead: add it, ``metadata: {annotations: {email: team@example.org}}``, or to all objects with ``commonAnnotations``.
Flags: objects that run pods, or those of the option ``kinds``, without an annotation of the option ``annotations``,
and values that do not fit its pattern. Where the option is empty, and in the profile all alone: no address in
``email``.
Not flagged: annotations that a Kustomization of the same folder adds; keys and values that are placeholders.
Options: ``annotations`` is a table of keys with patterns of their values, in which ``*`` stands for anything; ``""``
is any value; ``kinds`` lists the kinds that need them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.metadata import added
from hullmark_kubernetes.metadata import is_concerned
from hullmark_kubernetes.metadata import unmet
from hullmark_kubernetes.tree import Resource

#: What the profile all looks for where nothing is configured.
_USUAL = {"email": "*@*.*"}


class Options(NamedTuple):
    """Options of the rule."""

    annotations: dict[str, str] = {}
    kinds: tuple[str, ...] = ()


@rule(
    STYLE,
    INFO,
    on=Resource,
    options=Options,
    peers="kubelinter:required-annotation-email kubelinter:template/required-annotation",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the annotations, or the name of an object that has none."""
    required, kinds = context.options
    if not (required or context.shows(ALL)) or not is_concerned(resource, kinds):
        return
    at = resource.at("metadata", "annotations") if resource.metadata.has("annotations") else resource.grip
    others = added(resource, "annotations")
    for problem in unmet(required or _USUAL, resource.metadata, "annotations", others, at, resource.called):
        yield problem if required else problem._replace(profile=ALL)
