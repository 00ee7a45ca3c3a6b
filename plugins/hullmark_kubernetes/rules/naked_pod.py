"""A Pod stands alone, without a controller.

Why: when its node fails or is drained, the Pod is gone and nothing starts it again.
Instead: a Deployment, a StatefulSet or a Job with the Pod as its template.
Flags: objects of kind Pod without an owner.
Not flagged: Pods that run to their end (``restartPolicy: Never`` or ``OnFailure``); static Pods of the cluster in
kube-system; hooks of Helm.
See: https://kubernetes.io/docs/concepts/configuration/overview/#naked-pods-vs-replicasets-deployments-and-jobs
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod


@rule(RESILIENCE, INFO, on=Pod, when=("Pod",), profile=STRICT, peers="kubescape:C-0073")
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the name."""
    if pod.metadata.sequence("ownerReferences") or not pod.containers or "helm.sh/hook" in pod.annotations:
        return
    policy = pod.spec.text("restartPolicy")
    if pod.resource.namespace != "kube-system" and (policy is None or policy == "Always"):
        yield Problem(pod.resource, f"nothing starts {pod.called} again when its node is gone")
