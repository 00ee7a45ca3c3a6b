"""Security contexts: which fields hold for which containers of a pod, and numbers of accounts in them."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import Problem
from hullmark.yaml import Scalar

from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer


def settings(pod: Pod, *path: str) -> list[tuple[Scalar, list[PodContainer]]]:
    """Return each scalar that is the value of a field for some containers, with these.

    One of the pod that every container replaces is none; one of a pod without containers is one.
    """
    found: dict[int, tuple[Scalar, list[PodContainer]]] = {}
    for container in pod.containers:
        value = container.effective_scalar(*path)
        if value is not None:
            found.setdefault(id(value), (value, []))[1].append(container)
    if not pod.containers:
        value = pod.security.mapping(*path[:-1]).scalar(path[-1])
        if value is not None:
            return [(value, [])]
    return list(found.values())


def assigned_by_openshift(pod: Pod) -> bool:
    """Tell whether OpenShift fills in what security contexts leave out: by the pod's kind, or by its set."""
    constraints = pod.resource.set.of("SecurityContextConstraints") if pod.resource.set is not None else []
    return pod.kind == "DeploymentConfig" or bool(constraints)


def low_number(container: PodContainer, field: str, what: str, least: int) -> Iterator[Problem]:
    """Yield the problem of a number of a user or group that the node may have too: one below the least, or none.

    A user namespace maps all numbers, Windows has none, and OpenShift fills in what a DeploymentConfig lacks.
    """
    pod = container.pod
    if pod.windows or pod.spec.is_false("hostUsers"):
        return
    said = container.effective_scalar(field)
    if said is None:
        if pod.kind != "DeploymentConfig":
            yield Problem(container.at("securityContext"), f"{container.called} has no {field}; the image decides")
    elif said.number is not None and said.number < least:
        yield Problem(said, f"{field} {said.number} may be the number of {what} of the node")
