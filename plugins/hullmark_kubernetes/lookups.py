"""Looking around in a set: objects by name, what scales a workload, its budgets, ports of Services, what leads to them.

Unknown is not missing: a name with a placeholder, on either side, fits any other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from collections.abc import Sequence
from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_kubernetes.elsewhere import SYSTEM
from hullmark_kubernetes.elsewhere import made
from hullmark_kubernetes.elsewhere import open_ended
from hullmark_kubernetes.selectors import selects
from hullmark_kubernetes.tree import Resource

#: Kinds that scale others: HorizontalPodAutoscaler, and KEDA's.
HPAS = ("HorizontalPodAutoscaler", "ScaledObject")
#: Kinds of the core that can be scaled.
SCALED = ("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController")


def named(candidates: Iterable[Resource], name: Text) -> list[Resource]:
    """Return the objects that have, or may have, a name."""
    return [
        resource for resource in candidates
        if resource.name is not None and (resource.name == name or not resource.name.known or not name.known)
    ]


def exists(candidates: Iterable[Resource], name: Text) -> bool:
    """Tell whether a name is, or may be, that of one of the objects."""
    return not name.known or bool(named(candidates, name))


def absent(
    resource: Resource, name: Text, message: str, near: Sequence[object], namespace: Text | None = None,
) -> Iterator[Problem]:
    """Yield the problem of a name that nothing in the set has; none where it is made, or brought in, from elsewhere.

    Where nothing of its kind is ``near``, or the cluster fills the namespace by itself (that of the resource where none
    is given), all of them are elsewhere as a rule: that is told in the profile all only.
    """
    if resource.set is None or open_ended(resource.set) or made(resource.set, name):
        return
    within = namespace or resource.namespace
    if near and not (within is not None and within.startswith(SYSTEM)):
        yield Problem(name, message)
    else:
        yield Problem(name, message, severity=INFO, profile=ALL)


def number(text: Text | None) -> int | None:
    """Return a whole number, None for anything else."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 12 else None


def replicas_of(workload: Resource) -> int | None:
    """Return how many replicas are written, None where nothing or no number is."""
    return number(workload.spec.text("replicas"))


def autoscaler_of(
    workload: Resource, kinds: tuple[str, ...] = HPAS, field: str = "scaleTargetRef",
) -> Resource | None:
    """Return the object of the set that scales a workload: of one of these kinds, by what a field of it names."""
    if workload.set is None or workload.name is None:
        return None
    for scaler in workload.set.beside(workload, *kinds):
        target = scaler.spec.mapping(field)
        kind, name = target.text("kind"), target.text("name")
        if (kind or "Deployment") == workload.kind and name == workload.name:
            return scaler
    return None


def scaled_by(scaler: Resource) -> tuple[str, int | None]:
    """Return the field that holds the least number of replicas, and that number; 1 where there is none."""
    field = "minReplicaCount" if scaler.kind == "ScaledObject" else "minReplicas"
    written = scaler.spec.text(field)
    return field, number(written) if written is not None else 0 if scaler.kind == "ScaledObject" else 1


def budgets_of(workload: Resource) -> list[Resource]:
    """Return the PodDisruptionBudgets of the set that select the pods of a workload.

    What the workload's own selector says of them counts too: where it differs, mismatching-selector tells it.
    """
    if workload.set is None:
        return []
    own = workload.spec.mapping("selector", "matchLabels")
    labels = [own] if own else []
    if workload.pod is not None:
        labels.append(workload.pod.labels)
    return [
        budget for budget in workload.set.beside(workload, "PodDisruptionBudget")
        if budget.spec.has("selector") and any(selects(budget.spec.mapping("selector"), each) for each in labels)
    ]


def share(value: Text | None, replicas: int) -> int | None:
    """Return how many of so many replicas a number or a percentage is, rounded up as the API does."""
    if value is not None and value.endswith("%") and value[:-1].isdecimal():
        return math.ceil(int(value[:-1]) * replicas / 100)
    return number(value)


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


def backends_of(ingress: Resource) -> Iterator[tuple[Text, Text | None]]:
    """Yield the Service's name and the port of each backend, as networking.k8s.io/v1 has them or the form before."""
    spec = ingress.spec
    backends = [spec.mapping("defaultBackend"), spec.mapping("backend")]
    for host in spec.mappings("rules"):
        backends += [path.mapping("backend") for path in host.mappings("http", "paths")]
    for backend in backends:
        service = backend.mapping("service")
        name = service.text("name")
        if name is not None:
            yield name, service.mapping("port").text("number") or service.mapping("port").text("name")
        old = backend.text("serviceName")
        if old is not None:
            yield old, backend.text("servicePort")
