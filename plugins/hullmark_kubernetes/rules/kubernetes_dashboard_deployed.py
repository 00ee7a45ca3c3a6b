"""The Kubernetes dashboard is deployed.

Why: it acts with the rights of its service account or of the token somebody pastes, and dashboards left open are how
clusters have been taken over. The project has been archived.
Instead: use a client on your own machine, such as kubectl or Headlamp, with your own rights.
Flags: a pod with an image of kubernetes-dashboard or kubernetesui, or labelled ``app`` or ``k8s-app``
kubernetes-dashboard.
Not flagged: the metrics scraper alone.
See: https://kubernetes.io/docs/tasks/access-application-cluster/web-ui-dashboard/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import DAEMONS
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod

_IMAGE = pattern("kubernetes-dashboard|kubernetesui/")


@rule(DAEMONS, WARNING, on=Pod, profile=STRICT, peers="checkov:CKV_K8S_33 kics:Dashboard-is-enabled")
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the first sign of it."""
    for sign in _signs(pod):
        yield Problem(sign, f"{pod.called} runs the Kubernetes dashboard")
        return


def _signs(pod: Pod) -> Iterator[Text]:
    """Yield images and labels of the dashboard."""
    for container in pod.containers:
        image = container.image
        if image is not None and _IMAGE.search(image) and "metrics-scraper" not in image:
            yield image
    for key in ("app", "k8s-app"):
        label = pod.labels.text(key)
        if label is not None and label == "kubernetes-dashboard":
            yield label
