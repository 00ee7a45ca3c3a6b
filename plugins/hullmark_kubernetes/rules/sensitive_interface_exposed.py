"""The interface of an administration tool is reachable from outside.

Why: whoever reaches it runs jobs, notebooks or models with the rights of its pods; attackers look for these tools by
name, and many of them ask for no password.
Instead: a Service of type ClusterIP and ``kubectl port-forward``, or an Ingress with a login in front of it.
Flags: a workload with the name of such a tool (argo-server, jenkins, kubernetes-dashboard, nifi, ollama, ray-head ...)
that a Service of type NodePort or LoadBalancer selects, or one behind an Ingress whose annotations ask for no login.
Not flagged: internal load balancers; pods with oauth2-proxy; single files.
Options: ``names`` lists the parts of names that count.
See: https://kubernetes.io/docs/tasks/access-application-cluster/port-forward-access-application-cluster/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import EXPOSURE
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_kubernetes.exposure import ingresses_to
from hullmark_kubernetes.exposure import published
from hullmark_kubernetes.services import services_of
from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource


class Options(NamedTuple):
    """Options of the rule."""

    names: tuple[str, ...] = (
        "nifi", "argo-server", "weave-scope-app", "kubeflow", "kubernetes-dashboard", "jenkins",
        "prometheus-deployment", "ollama", "vllm", "kserve", "triton-inference-server", "ray-dashboard", "ray-head",
        "mlflow", "jupyterhub", "seldon", "bentoml",
    )


@rule(
    EXPOSURE,
    WARNING,
    on=Pod,
    when=POD_KINDS,
    profile=STRICT,
    options=Options,
    peers="kubescape:C-0021",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the object's name."""
    name = (pod.resource.name or "").lower()
    if not any(part in name for part in context.options.names) or _guarded(pod):
        return
    for service in services_of(pod):
        open_by = service if published(service) is not None else next(filter(_open, ingresses_to(service)), None)
        if open_by is not None:
            yield Problem(pod.resource, f"{pod.called} is reachable from outside by {open_by.called}")
            return


def _guarded(pod: Pod) -> bool:
    return any("oauth2-proxy" in (container.image or "") for container in pod.containers)


def _open(ingress: Resource) -> bool:
    """Tell whether no annotation of an Ingress speaks of authentication."""
    return not any(
        "auth" in key.value.rpartition("/")[2] or isinstance(value, Scalar) and "auth" in value.value
        for key, value in ingress.annotations
    )
