"""An object that runs pods has none of the recommended labels.

Why: tools show, group and clean up by these labels; they find the parts of an application by no other common name.
Instead: write ``metadata: {labels: {app.kubernetes.io/name: shop}}``, on the object and its template of pods.
Flags: an object that runs pods, where neither it nor its template has a label of app.kubernetes.io: name, instance,
version, component, part-of or managed-by.
Not flagged: labels that a Kustomization of the same folder adds; with the option, those of older charts; placeholders.
Options: ``legacy-ok`` takes app, release and chart for recommended labels.
See: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
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
from hullmark_kubernetes.metadata import is_open
from hullmark_kubernetes.tree import Resource

_RECOMMENDED = {
    f"app.kubernetes.io/{name}" for name in ("name", "instance", "version", "component", "part-of", "managed-by")
}
_LEGACY = {"app", "release", "chart"}


class Options(NamedTuple):
    """Options of the rule."""

    legacy_ok: bool = False


@rule(STYLE, INFO, on=Resource, profile=ALL, options=Options, peers="kubescape:C-0077")
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the labels of the object, or its name."""
    if not is_concerned(resource, ()):
        return
    holders = [resource.metadata, *(pod.metadata for pod in resource.pods)]
    if any(is_open(metadata, "labels") for metadata in holders):
        return
    found = added(resource, "labels").union(*(metadata.mapping("labels").items for metadata in holders))
    if found.isdisjoint(_RECOMMENDED | _LEGACY if context.options.legacy_ok else _RECOMMENDED):
        at = resource.metadata.key("labels") or resource.grip
        yield Problem(at, f"{resource.called} has none of the recommended labels, such as app.kubernetes.io/name")
