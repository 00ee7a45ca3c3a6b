"""A StatefulSet has no headless Service.

Why: the stable names of its pods (``web-0.web``) are those of the headless Service in ``serviceName``; without one
the replicas cannot find each other.
Instead: add a Service with ``clusterIP: None`` that selects the pods, and write its name as ``serviceName``.
Flags: a ``serviceName`` that no Service of the namespace has, where the files that are applied together hold some; as
information, one whose Service has an address of its own or selects other pods, and no ``serviceName`` at all.
Not flagged: a set of files without Services in the namespace; names with placeholders.
See: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.references import named
from hullmark_kubernetes.services import selects_pod
from hullmark_kubernetes.services import services_near
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=("StatefulSet",),
    peers="kubescore:statefulset-has-servicename kics:StatefulSet-without-service-name",
)
def check(workload: Resource, context: Context) -> Iterator[Problem]:
    """Flag the name, or the spec that lacks one."""
    name = workload.spec.text("serviceName")
    if not name:
        if workload.spec and not workload.spec.has("serviceName") or name is not None:
            message = f"{workload.called} has no serviceName; its pods get no names of their own"
            yield Problem(workload.at("spec", "serviceName"), message, severity=INFO, profile=STRICT)
        return
    services = services_near(workload)
    if not services or not name.known:
        return
    found = named(services, name)
    if not found:
        yield Problem(name, f"{workload.called} names Service {name}, which is not in these files")
    elif not any(_headless(service) for service in found):
        yield Problem(name, f"Service {name} is not headless", severity=INFO, profile=STRICT)
    elif workload.pod is not None and not any(selects_pod(service, workload.pod) for service in found):
        yield Problem(name, f"Service {name} selects other pods than those of {workload.called}", severity=INFO)


def _headless(service: Resource) -> bool:
    address = service.spec.text("clusterIP")
    return address is not None and (address in ("None", "") or not address.known) and address != ""
