"""The logs of a service are thrown away.

Why: when the service fails, nothing says why, and after an attack nothing says what happened.
Instead: leave ``logging`` out, or bound its size: ``driver: local``.
Flags: ``driver: none``.
Not flagged: every other driver; services that are to run to their end.
See: https://docs.docker.com/engine/logging/configure/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import RESILIENCE
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.tree import Service


@rule(RESILIENCE, WARNING, on=Service, peers="compose-lint:CL-0014 dockerbench:2.13")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the driver."""
    driver = service.view.mapping("logging").text("driver")
    if driver is not None and driver == "none" and not service.ends:
        yield Problem(driver, "nothing that the service writes is kept")
