"""The logs of a service grow without bound.

Why: json-file, the engine's default, keeps every line for ever; one talkative service fills the disk and with it all
others stop.
Instead: ``logging: {driver: local}``, or ``options: {max-size: 10m, max-file: "3"}``.
Flags: ``driver: json-file`` without ``max-size``; in the profile ``all`` a service that says nothing, since the
engine's own settings may bound its logs.
Not flagged: other drivers; services that are to run to their end; fragments.
See: https://docs.docker.com/engine/logging/drivers/json-file/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.service import Service


@rule(RESILIENCE, INFO, on=Service, profile=STRICT, peers="dockerbench:2.13")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the driver, or the grip."""
    if service.ends or service.view.has("provider") or not service.lacks("logging", "options", "max-size"):
        return
    driver = service.view.mapping("logging").text("driver")
    if driver is not None and driver == "json-file":
        yield Problem(driver, "json-file keeps every line of the service for ever")
    elif driver is None:
        yield Problem(service.at("logging"), "the service's logs may grow without bound", profile=ALL)
