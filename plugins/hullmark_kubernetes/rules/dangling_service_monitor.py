"""A ServiceMonitor or PodMonitor selects nothing.

Why: Prometheus accepts it and scrapes nothing; the dashboards stay empty and no alert ever fires.
Instead: write the labels of the Service, or of the pods, and the name of one of its ports.
Flags: a selector that fits no Service (a PodMonitor: no pod template) of the namespaces it looks in, where the files
that are applied together hold some there; an endpoint whose port none of the Services has; no selector at all.
Not flagged: a monitor of any namespace, unless in the profile all; files without Services or pods in those namespaces;
an empty selector, which means all; numbers of ports; names with placeholders.
See: https://prometheus-operator.dev/docs/api-reference/api/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DEFAULT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.services import offers
from hullmark_kubernetes.tree import Resource
from hullmark_kubernetes.tree import same_namespace


_PODS = ("PodMonitor", "VMPodScrape")


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=("ServiceMonitor", "VMServiceScrape", *_PODS),
    peers="kubelinter:dangling-servicemonitor",
)
def check(monitor: Resource, context: Context) -> Iterator[Problem]:
    """Flag the key of the selector, or the name of a port."""
    spec = monitor.spec
    if not spec.has("selector") and not spec.has("namespaceSelector"):
        if spec:
            yield Problem(monitor.at("spec"), f"{monitor.called} selects nothing")
        return
    selector = spec.mapping("selector")
    if monitor.set is None or not selector:
        return
    if monitor.kind in _PODS:
        labels = [pod.labels for other in _seen(monitor) for pod in other.pods]
        if labels and not any(selects(selector, each) for each in labels):
            yield _lost(monitor, "pod")
        return
    services = [other for other in _seen(monitor) if other.kind == "Service" and not other.group]
    chosen = [service for service in services if selects(selector, service.labels)]
    if services and not chosen:
        yield _lost(monitor, "Service")
    for endpoint in spec.mappings("endpoints") if chosen else ():
        port = endpoint.text("port")
        if port is not None and not any(offers(service, port) for service in chosen):
            yield Problem(port, f"no Service that {monitor.called} selects has a port {port}")


def _lost(monitor: Resource, what: str) -> Problem:
    """Return the problem of a selector that fits nothing; what any namespace may hold is told in the profile all."""
    wide = monitor.spec.mapping("namespaceSelector").is_true("any")
    message = f"the selector of {monitor.called} fits no {what} in these files"
    return Problem(monitor.at("spec", "selector"), message, profile=ALL if wide else DEFAULT)


def _seen(monitor: Resource) -> list[Resource]:
    """Return the objects of the namespaces that a monitor looks in."""
    where = monitor.spec.mapping("namespaceSelector")
    names: list[Text | None] = [*where.texts("matchNames")]
    everything = monitor.set.resources if monitor.set is not None else []
    if where.is_true("any"):
        return everything
    return [
        other for other in everything
        if any(same_namespace(other.namespace, name) for name in names or [monitor.namespace])
    ]
