"""A port stands there twice.

Why: a Service or a probe that names the port finds one of the two, by chance; two programs in one pod cannot listen on
one number, and the second one ends; a Service with such ports is refused.
Instead: one name and one number for each port.
Flags: a name, or a number with the same protocol, that stands twice among the ports of a pod's containers; also on the
host; a number with the same protocol, or a name, twice in a Service, and the first port without a name where a Service
has several, as errors.
Not flagged: one number for TCP and UDP; init containers, which run one after the other, against other containers; ports
with placeholders.
See: https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_kubernetes.ports import clashes
from hullmark_kubernetes.ports import protocol_of
from hullmark_kubernetes.services import ports_of
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource


@rule(VALIDITY, WARNING, on=(Pod, Resource), peers="kubescore:container-ports-check")
def check(holder: Pod | Resource, context: Context) -> Iterator[Problem]:
    """Flag the later name or number."""
    if isinstance(holder, Pod):
        yield from _of_pod(holder)
    elif holder.kind == "Service" and not holder.group:
        yield from _of_service(holder)


def _of_pod(pod: Pod) -> Iterator[Problem]:
    together = [port for container in pod.main for port in container.node.mappings("ports")]
    alone = [container.node.mappings("ports") for container in pod.containers if container.role == "init"]
    for ports in (together, *alone):
        for clash in clashes(ports) if len(ports) > 1 else ():
            message = f"{clash.what} stands twice in {pod.called}"
            yield Problem(clash.at, message, notes=((clash.first, "the first one"),))


def _of_service(service: Resource) -> Iterator[Problem]:
    ports = ports_of(service)
    seen: dict[str, Text] = {}
    for port in ports if len(ports) > 1 else ():
        number, name = port.text("port"), port.text("name")
        for text, key in ((number, f"port {number}/{protocol_of(port)}"), (name, f"the name {name}")):
            if text is None or not text.known or key.endswith("/"):
                continue
            if key in seen:
                message = f"{key} stands twice in {service.called}"
                yield Problem(text, message, notes=((seen[key], "the first one"),), severity=ERROR)
            seen.setdefault(key, text)
    unnamed = next((port for port in ports if port and not port.has("name") and "<<" not in port), None)
    if len(ports) > 1 and unnamed is not None:
        at = unnamed.text("port") or next(iter(unnamed))[0]
        yield Problem(at, f"{service.called} has several ports, and this one has no name", severity=ERROR)
