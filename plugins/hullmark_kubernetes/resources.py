"""What containers are given of processor and memory, in the end: by themselves, by their pod, by a LimitRange.

Source: https://kubernetes.io/docs/concepts/policy/limit-range/ and
https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Resources
from hullmark.plugin import Text
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_kubernetes.quantity import quantity
from hullmark_kubernetes.scaling import VPA
from hullmark_kubernetes.scaling import autoscaler_of
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.tree import same_namespace

#: The fields of a LimitRange that a missing limit, or request, is taken from, the first that is there.
_DEFAULTS = {"limits": ("default", "max"), "requests": ("defaultRequest", "default", "max", "min")}


def resources_of(container: PodContainer) -> Resources | None:
    """Return what a container is given; None where it cannot say it, or where a placeholder or an autoscaler does."""
    holder = "computeResources" if container.node.has("computeResources") else "resources"
    node = container.node.get(holder)
    if container.role == "ephemeral" or container.node.has(holder) and not isinstance(node, Mapping):
        return None
    if _autoscaled(container.pod):
        return None
    return Resources(
        container.at(holder).span,
        given(container, "requests", "cpu"),
        given(container, "limits", "cpu"),
        given(container, "requests", "memory"),
        given(container, "limits", "memory"),
        container.at(holder, "requests").span,
        container.at(holder, "limits").span,
        (*_contradictions(container.node.mapping(holder)), *_contradictions(container.pod.spec.mapping("resources"))),
    )


def _contradictions(resources: Mapping) -> Iterator[tuple[Text, str]]:
    """Yield the requests that the API server refuses: above the limit, or beside it where both must be the same."""
    limits = resources.mapping("limits")
    for key, node in resources.mapping("requests"):
        limit = limits.text(key.value)
        if limit is None or not isinstance(node, Scalar):
            continue
        least, most = quantity(node.value), quantity(limit)
        if least is None or not most:
            continue
        if least > most:
            yield node.text, f"a request of {node.value} is more than the limit of {limit}"
        elif least < most and (key.value.startswith("hugepages-") or "/" in key.value):
            yield node.text, f"a request of {node.value} is not the limit of {limit}, which {key.value} must have"


def given(container: PodContainer, kind: str, name: str) -> Text | None:
    """Return the request or limit that holds for a container; what is zero is "0"."""
    return (
        _entry(container.node.mapping("resources") or container.node.mapping("computeResources"), kind, name)
        or _entry(container.pod.spec.mapping("resources"), kind, name)
        or _by_default(container, kind, name)
    )


def _entry(resources: Mapping, kind: str, name: str) -> Text | None:
    holder = resources.get(kind)
    if isinstance(holder, Scalar):
        return None if holder.null else holder.text
    text = resources.mapping(kind).text(name)
    return text.substitute("0") if text is not None and quantity(text) == 0 else text


def _by_default(container: PodContainer, kind: str, name: str) -> Text | None:
    """Return what a LimitRange in the namespace gives to a container, underlining the container, which is at hand."""
    resource = container.pod.resource
    for other in resource.set.of("LimitRange") if resource.set is not None else ():
        if same_namespace(other.namespace, resource.namespace):
            for limit in other.spec.mappings("limits"):
                if limit.text("type") == "Container":
                    for field in _DEFAULTS[kind]:
                        value = limit.mapping(field).text(name)
                        if value is not None and quantity(value) != 0:
                            return Text(str(value), container.span, known=value.known, editable=False)
    return None


def _autoscaled(pod: Pod) -> bool:
    """Tell whether a VerticalPodAutoscaler of the set decides."""
    scaler = autoscaler_of(pod.resource, VPA)
    return scaler is not None and scaler.spec.mapping("updatePolicy").text("updateMode") != "Off"
