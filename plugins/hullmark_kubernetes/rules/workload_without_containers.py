"""A pod has no containers, or one without a name or an image.

Why: the API server refuses the pod; of a template it may take the object and then never start a pod.
Instead: at least one container, each with ``name`` and ``image``.
Flags: ``containers`` that is missing or empty; containers, and init containers, without a name or an image.
Not flagged: patches: objects without a selector, or without any image, and images beside a kustomization; containers
whose image something else sets (OpenShift's triggers); names in Knative, which gives them.
See: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#containers
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import POD_KINDS
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.validation import SELECTING
from hullmark_kubernetes.validation import fragment


@rule(VALIDITY, ERROR, on=Pod, when=POD_KINDS, peers="kubeconform:invalid")
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the key of the containers, or of the pod; or the container."""
    if fragment(pod.resource) or "<<" in pod.spec:
        return
    containers = pod.spec.get("containers")
    if not pod.spec.mappings("containers"):
        unknown = isinstance(containers, Scalar) and not containers.known
        if not unknown and (containers is not None or pod.kind in ("Pod", *SELECTING)):
            yield Problem(pod.at("containers"), f"{pod.called} has no containers")
    elif pod.kind in SELECTING or any(container.image is not None for container in pod.containers):
        yield from _incomplete(pod)


def _incomplete(pod: Pod) -> Iterator[Problem]:
    """Yield the containers that lack something."""
    patched = bool(pod.resource.around("Kustomization", "Component"))
    for container in pod.containers:
        if container.role == "ephemeral" or not container.node or "<<" in container.node:
            continue
        nameless = container.name is None and pod.resource.group != "serving.knative.dev"
        bare = container.image is None and not patched and pod.kind != "DeploymentConfig"
        if nameless or bare:
            missing = " and no ".join(("name",) * nameless + ("image",) * bare)
            yield Problem(container, f"{container.called} has no {missing}")
