"""A probe asks at a port that the container does not declare.

Why: a name that no port has makes the probe fail for ever, and the container is restarted again and again. A number
works without being declared, but differs from the declared ones by mistake more often than not.
Instead: declare the port, ``ports: [{name: http, containerPort: 8080}]``, and use its name in the probe.
Flags: ``httpGet``, ``tcpSocket`` or ``grpc`` of a liveness, readiness or startup probe with a name that no TCP port of
the container has; with a number that no container of the pod declares, where the container declares some (in the
profile strict) or none (all).
Not flagged: probes of another ``host``; ``exec``; ports with placeholders.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.workloads import PROBES


@rule(
    VALIDITY,
    WARNING,
    on=PodContainer,
    when=("main", "sidecar"),
    peers="kubelinter:liveness-port kubelinter:readiness-port kubelinter:startup-port",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the port of the probe."""
    own = container.node.mappings("ports")
    for probe in PROBES:
        for handler in ("httpGet", "tcpSocket", "grpc"):
            action = container.node.mapping(probe, handler)
            port = action.text("port") if action else None
            if port is None or not port.known or action.has("host") or "_" in port or port != port.lower():
                continue
            if not port.isdecimal():
                if not _declared(own, "name", port):
                    message = f"no port of {container.called} is called {port}; the probe always fails"
                    yield Problem(port, message, severity=ERROR)
            elif not own and not any(_declared(_ports(other), "containerPort", port) for other in container.pod.main):
                yield Problem(port, f"{container.called} declares no port {port}", severity=INFO, profile=ALL)
            elif own and not any(_declared(_ports(other), "containerPort", port) for other in container.pod.main):
                yield Problem(port, f"{container.called} declares no port {port}", profile=STRICT)


def _ports(container: PodContainer) -> list[Mapping]:
    return container.node.mappings("ports")


def _declared(ports: list[Mapping], field: str, port: Text) -> bool:
    """Tell whether some TCP port has, or may have, this name or number."""
    for item in ports:
        text = item.text(field)
        if text is not None and (text == port or not text.known) and item.text("protocol") in (None, "TCP"):
            return True
    return False
