"""A required label is absent.

Why: who runs the object, and what it costs, is found by labels; selectors and dashboards pass over an object without.
Instead: add it, ``metadata: {labels: {owner: shop}}``, or to all objects with ``labels`` of a Kustomization.
Flags: objects that run pods, or those of the option ``kinds``, without a label of the option ``labels``, and values
that do not fit its pattern. Where the option is empty, and in the profile all alone: an object, or its template of
pods, that has none of app, tier, phase, version, owner and env, with or without a prefix, nor a recommended label.
Not flagged: labels that a Kustomization of the same folder adds; keys and values that are placeholders.
Options: ``labels`` is a table of keys with patterns of their values, in which ``*`` stands for anything; ``""`` is any
value; ``kinds`` lists the kinds that need them.
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
from hullmark_kubernetes.metadata import fits
from hullmark_kubernetes.metadata import is_concerned
from hullmark_kubernetes.metadata import is_open
from hullmark_kubernetes.metadata import unmet
from hullmark_kubernetes.tree import Resource

_WORDS = ("app", "tier", "phase", "version", "owner", "env")
#: What the profile all wants one of where nothing is configured.
_USUAL = (*_WORDS, *(f"*/{word}" for word in _WORDS), "app.kubernetes.io/*")


class Options(NamedTuple):
    """Options of the rule."""

    labels: dict[str, str] = {}
    kinds: tuple[str, ...] = ()


@rule(
    STYLE,
    INFO,
    on=Resource,
    options=Options,
    peers="kubelinter:required-label-owner kubelinter:template/required-label kubescape:C-0076",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the labels, or the name of an object that has none."""
    required, kinds = context.options
    if not (required or context.shows(ALL)) or not is_concerned(resource, kinds):
        return
    others = added(resource, "labels")
    at = resource.at("metadata", "labels") if resource.metadata.has("labels") else resource.grip
    if required:
        yield from unmet(required, resource.metadata, "labels", others, at, resource.called)
        return
    if fits(others, _USUAL):
        return
    places = [(resource.metadata, at, resource.called)]
    for pod in resource.pods:
        places.append((pod.metadata, pod.metadata.key("labels") or pod.grip, f"the pod of {pod.called}"))
    for metadata, place, called in places:
        if not is_open(metadata, "labels") and not fits(metadata.mapping("labels").items, _USUAL):
            yield Problem(place, f"{called} has no label that says whose it is, such as app or owner", profile=ALL)
            return
