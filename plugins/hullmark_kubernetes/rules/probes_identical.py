"""Liveness and readiness are probed by the same request.

Why: when the program is too busy to answer, the pod leaves the Service, which would help, and is killed in the same
moment; its load goes to the next one.
Instead: two requests, or a liveness probe that is far more patient: ``failureThreshold: 10``.
Flags: the same path and port of httpGet, the same port of tcpSocket, the same service of grpc or the same command, in
livenessProbe and readinessProbe of one container.
Not flagged: a liveness probe that waits, by ``failureThreshold`` times ``periodSeconds``, at least three times as long.
Options: ``patience`` is how many times as long it must wait.
See: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_kubernetes.quantity import number
from hullmark_kubernetes.tree import JOBS
from hullmark_kubernetes.tree import PodContainer

#: What makes up the request of each kind of probe: fields with their defaults.
_HANDLERS = {
    "httpGet": (("path", "/"), ("port", "")), "tcpSocket": (("port", ""),), "grpc": (("port", ""), ("service", "")),
    "exec": (),
}


class Options(NamedTuple):
    """Options of the rule."""

    patience: int = 3


@rule(
    RESILIENCE,
    INFO,
    on=PodContainer,
    when=("main", "sidecar"),
    profile=STRICT,
    options=Options,
    peers="kubescore:pod-probes-identical",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the key of the liveness probe."""
    if container.pod.kind in JOBS:
        return
    liveness, readiness = container.node.mapping("livenessProbe"), container.node.mapping("readinessProbe")
    asked = _asked(liveness)
    if asked is None or asked != _asked(readiness):
        return
    if _wait(liveness) < context.options.patience * _wait(readiness):
        at = container.at("livenessProbe")
        yield Problem(at, f"{container.called} is killed by the probe that takes it out of service")


def _asked(probe: Mapping) -> tuple[object, ...] | None:
    """Return what a probe asks, None for one that asks nothing."""
    for kind, fields in _HANDLERS.items():
        handler = probe.mapping(kind)
        if handler:
            return (kind, *(handler.text(field) or default for field, default in fields), *handler.texts("command"))
    return None


def _wait(probe: Mapping) -> int:
    """Return after how many seconds a probe fails."""
    times, period = number(probe.text("failureThreshold")), number(probe.text("periodSeconds"))
    return (3 if times is None else times) * (10 if period is None else period)
