"""A container has no liveness probe.

Why: a program that hangs is a process that lives; without a probe nothing starts it again before somebody notices.
Instead: a probe of something that only fails when a restart helps: ``livenessProbe: {httpGet: {path: /livez, port:
http}, periodSeconds: 10}``. A probe that also fails when a database is slow does more harm than none.
Flags: a main container, or a sidecar, without ``livenessProbe``, or with an empty one, of what is meant to go on; what
seems to be a patch, without a selector or an image, in the profile all only.
Not flagged: Jobs; bare pods that are not restarted; init containers and those for debugging.
See: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.workloads import lasting
from hullmark_kubernetes.workloads import probed


@rule(
    RESILIENCE,
    INFO,
    on=PodContainer,
    when=("main", "sidecar"),
    profile=STRICT,
    peers=(
        "checkov:CKV_K8S_8 kics:Liveness-probe-is-not-defined kubelinter:no-liveness-probe kubescore:pod-probes"
        " polaris:livenessProbeMissing kubescape:C-0056"
    ),
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the grip."""
    pod = container.pod
    if not probed(container, "livenessProbe") and lasting(pod):
        profile = ALL if pod.resource.partial else DEFAULT
        yield Problem(container.at("livenessProbe"), f"{container.called} has no liveness probe", profile=profile)
