"""Fields of security contexts that containers take over from their pod."""

from __future__ import annotations

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


def number(value: Scalar | None) -> int | None:
    """Return the number that a scalar is, None where it is none."""
    return int(value.value) if value is not None and not value.style and value.value.isdecimal() else None
