"""A container has no readiness probe.

Why: a pod counts as ready as soon as its processes run, so a Service sends it requests before the program listens, at
each rollout and each restart.
Instead: ``readinessProbe: {httpGet: {path: /readyz, port: http}}``.
Flags: each main container and sidecar of a pod of which none has a ``readinessProbe`` and to which a Service of the set
leads. In the profile all, as information, also of pods to which none leads.
Not flagged: pods of which one container has a probe; Jobs; bare pods that are not restarted; Knative, which probes by
default.
See: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.services import services_of
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.workloads import KNATIVE
from hullmark_kubernetes.workloads import LASTING
from hullmark_kubernetes.workloads import lasting
from hullmark_kubernetes.workloads import probed


@rule(
    RESILIENCE,
    WARNING,
    on=Pod,
    when=LASTING,
    profile=STRICT,
    peers=(
        "checkov:CKV_K8S_9 kics:Readiness-probe-is-not-configured kubelinter:no-readiness-probe"
        " kubescore:pod-probes polaris:readinessProbeMissing kubescape:C-0018"
    ),
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the grips."""
    if pod.kind in KNATIVE or not lasting(pod) or any(probed(container, "readinessProbe") for container in pod.main):
        return
    behind = bool(services_of(pod))
    for container in pod.main:
        at = container.at("readinessProbe")
        if behind:
            yield Problem(at, f"{container.called} gets requests before it is ready for them: no readiness probe")
        else:
            yield Problem(at, f"{container.called} has no readiness probe", severity=INFO, profile=ALL)
