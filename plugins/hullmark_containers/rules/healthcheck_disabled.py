"""The health check of an image is switched off.

Why: a server that hangs stays in service, and what waits for it to be healthy waits for ever or not at all.
Instead: a check that fits: ``HEALTHCHECK CMD wget -qO- http://localhost:8080/health || exit 1``, or in a Compose file
``healthcheck: {test: [CMD, wget, -qO-, "http://localhost:8080/health"]}``.
Flags: HEALTHCHECK NONE in an image that is built to run; ``disable: true`` and ``test: NONE`` of a service.
Not flagged: stages that are not built on their own; services that are to run to their end.
See: https://docs.docker.com/reference/dockerfile/#healthcheck
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(RESILIENCE, {"": INFO, "compose": WARNING}, on=Container, profile=STRICT, peers="kics:healthcheck-not-set")
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag what switches it off."""
    if container.probes is None or not container.ships or container.purpose == "step":
        return
    for probe in container.probes:
        if probe.kind == "health" and probe.disabled:
            yield Problem(probe, "nothing tells whether what runs here still works")
