"""The retired ingress-nginx controller is deployed.

Why: the project ended in March 2026: holes that are found from now on stay open, in what stands at the cluster's edge.
Instead: move to a controller that is maintained, or to the Gateway API.
Flags: the image of the controller, from any registry, in a Deployment, DaemonSet or StatefulSet.
Not flagged: its helpers, such as kube-webhook-certgen; other controllers with nginx, such as F5's nginx-ingress.
See: https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import PINNING
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.images import product
from hullmark_kubernetes.tree import PodContainer

_KINDS = ("Deployment", "DaemonSet", "StatefulSet")


@rule(PINNING, WARNING, on=PodContainer, when=("main",), peers="kubescape:C-0292")
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the image."""
    image = container.shared.image
    if container.pod.kind in _KINDS and image is not None and product(image) == "ingress-nginx":
        yield Problem(image, "ingress-nginx is retired: nobody closes holes that are found in it")
