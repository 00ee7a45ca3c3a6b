"""An autoscaler scales something that is not there.

Why: the autoscaler is created without a word, reports FailedGetScale in its status, and nothing is ever scaled.
Instead: write kind and name of the workload: ``scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}``.
Flags: the target of a HorizontalPodAutoscaler, ScaledObject or VerticalPodAutoscaler whose kind and name no workload
of the namespace has, or only one of another API group; a DaemonSet as the target of one that changes replicas.
Not flagged: a set of files without any workload in the namespace, unless in the profile all; kinds of others, unless
the files hold some; what an operator may make, or a kustomization brings in; names with placeholders.
See: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_kubernetes.references import absent
from hullmark_kubernetes.references import named
from hullmark_kubernetes.scaling import HPAS
from hullmark_kubernetes.scaling import SCALED
from hullmark_kubernetes.scaling import VPA
from hullmark_kubernetes.scaling import target_of
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=(*HPAS, VPA),
    peers="kubelinter:dangling-horizontalpodautoscaler kubescore:horizontalpodautoscaler-has-target kubescape:C-0300",
)
def check(scaler: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name of the target."""
    target = target_of(scaler)
    kind, name = target.text("kind"), target.text("name")
    if scaler.set is None or name is None or kind is not None and not kind.known:
        return
    wanted = str(kind or "Deployment")
    if wanted == "DaemonSet" and scaler.kind in HPAS:
        yield Problem(kind, "a DaemonSet has one pod a node and cannot be scaled", severity=ERROR)
        return
    kinds = SCALED if wanted in SCALED else (wanted,)
    near = scaler.set.beside(scaler, *kinds)
    found = named(scaler.set.beside(scaler, wanted), name)
    version = target.text("apiVersion")
    if found and version is not None and not any(_of_group(workload, version) for workload in found):
        yield Problem(version, f"{scaler.called} scales a {wanted} of {version}, this one is of {found[0].api_version}")
    elif (near or wanted in SCALED) and name.known and not found:
        yield from absent(scaler, name, f"{scaler.called} scales {wanted} {name}, which is not in these files", near)


def _of_group(workload: Resource, version: Text) -> bool:
    """Tell whether a workload is of the API group of a version, or may be; extensions became apps."""
    groups = (workload.group, str(version.rpartition("/")[0]))
    return not version.known or len(set(groups)) == 1 or set(groups) == {"apps", "extensions"}
