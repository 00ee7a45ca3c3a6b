"""Services of the core: their type, their ports, and those of the set that lead to a pod."""

from __future__ import annotations

from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_kubernetes.selectors import matches
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace


def type_of(service: Resource) -> str:
    """Return the type of a Service in lower case, "" for another kind of object; ClusterIP where none is written."""
    if service.group:
        return ""
    return (service.spec.text("type") or "ClusterIP").lower()


def ports_of(service: Resource) -> list[Mapping]:
    """Return the ports of a Service."""
    return service.spec.mappings("ports")


def offers(service: Resource, port: Text) -> bool:
    """Tell whether a Service has, or may have, a port of this number or name."""
    ports = ports_of(service)
    if not port.known or not ports or service.spec.text("type") == "ExternalName":
        return True
    for item in ports:
        for text in (item.text("port"), item.text("name")):
            if text is not None and (text == port or not text.known):
                return True
    return False


def services_near(resource: Resource, namespace: Text | None = None) -> list[Resource]:
    """Return the Services of the set in a namespace, that of the object where none is given."""
    found = resource.set.of("Service") if resource.set is not None else []
    within = namespace or resource.namespace
    return [service for service in found if not service.group and same_namespace(service.namespace, within)]


def services_of(pod: Pod) -> list[Resource]:
    """Return the Services of the set that select a pod."""
    return [service for service in services_near(pod.resource) if selects_pod(service, pod)]


def selects_pod(service: Resource, pod: Pod) -> bool:
    """Tell whether a Service selects a pod of its namespace; one without a selector selects none."""
    selector = service.spec.mapping("selector")
    return bool(selector) and matches(selector, pod.labels)
