"""A label, an annotation or a kind is forbidden.

Why: some labels and annotations switch off what protects a cluster, and some kinds are nobody's to make but its
administrators'.
Instead: leave it out, or ask those who keep the list.
Flags: keys of labels and annotations of an object or its template of pods that fit the options ``labels`` and
``annotations``, and objects whose kind fits the option ``kinds``.
Not flagged: anything while the options are empty.
Options: ``labels`` and ``annotations`` list keys, ``kinds`` lists kinds (``Pod``) or whole types
(``apps/v1/Deployment``, ``v1/Secret``); ``*`` stands for anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import INFO
from hullmark.plugin import STYLE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.metadata import fits
from hullmark_kubernetes.tree import Resource


class Options(NamedTuple):
    """Options of the rule."""

    annotations: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is asked for; without, the rule is not called."""
        return any(self)


@rule(
    STYLE,
    INFO,
    on=Resource,
    options=Options,
    peers=(
        "kubelinter:template/forbidden-annotation kubelinter:template/forbidden-label"
        " kubelinter:template/disallowed-api-obj"
    ),
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key or the kind."""
    annotations, labels, kinds = context.options
    if kinds and fits((resource.kind, f"{resource.api_version}/{resource.kind}"), kinds):
        yield Problem(resource.kind_text or resource.grip, f"the kind {resource.kind} is forbidden here")
    if not annotations and not labels:
        return
    found = {id(metadata): metadata for metadata in (resource.metadata, *(pod.metadata for pod in resource.pods))}
    for metadata in found.values():
        for field, patterns in (("annotations", annotations), ("labels", labels)):
            for key, _ in metadata.mapping(field):
                if fits((key.value,), patterns):
                    yield Problem(key, f"the {field[:-1]} {key.value} is forbidden")
