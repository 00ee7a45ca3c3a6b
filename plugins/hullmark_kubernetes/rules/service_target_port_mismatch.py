"""A Service leads to a port that its pods do not have.

Why: connections are refused: the name stands for no port of the container, or nothing listens on the number.
Instead: write the name, or the number, of a port that the container declares.
Flags: ``targetPort`` (else ``port``) of a Service that selects pods of the set, where no selected pod declares a port
of that name; in the profile strict also of that number, while it declares others, since declaring is optional.
Not flagged: numbers, where a selected container declares no ports, or the pod uses the host's network; ports that a
mesh adds (15000 to 15099, http-envoy-prom); values with placeholders, also of other tools: names of ports have no
capital letters.
See: https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_kubernetes.selectors import matches
from hullmark_kubernetes.services import ports_of
from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import Resource


@rule(
    VALIDITY,
    WARNING,
    on=Resource,
    when=("Service",),
    peers="kics:Service-does-not-target-a-Pod",
)
def check(service: Resource, context: Context) -> Iterator[Problem]:
    """Flag the port."""
    selector = service.spec.mapping("selector")
    if service.set is None or service.group or not selector or service.spec.text("type") == "ExternalName":
        return
    pods = [pod for pod in service.set.pods_beside(service) if matches(selector, pod.labels)]
    for item in ports_of(service) if pods else ():
        target = item.text("targetPort") or item.text("port")
        if target is None or not target.known or any(_open(pod, target) for pod in pods):
            continue
        message = f"no pod that {service.called} selects has a port "
        if target.isdecimal():
            yield Problem(target, f"{message}{target}", profile=STRICT)
        elif target.islower() and target != "http-envoy-prom":
            yield Problem(target, f"{message}called {target}", severity=ERROR)


def _open(pod: Pod, target: Text) -> bool:
    """Tell whether a pod has, or may have, a port of this number or name."""
    by_name = not target.isdecimal()
    if not by_name and (pod.spec.is_true("hostNetwork") or target.startswith("150") and len(target) == 5):
        return True
    for container in pod.containers:
        ports = container.node.mappings("ports")
        if not ports and not by_name and container.role == "main":
            return True
        for item in ports:
            text = item.text("name" if by_name else "containerPort")
            if text is not None and (text == target or not text.known):
                return True
    return not pod.containers
