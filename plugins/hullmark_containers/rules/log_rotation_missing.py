"""The logs of containers grow without bound.

Why: json-file, the engine's default, keeps every line for ever; one talkative service fills the disk and with it all
others stop.
Instead: ``logging: {driver: local}``, or ``options: {max-size: 10m, max-file: "3"}``; for all containers of an engine
``"log-driver": "local"`` in its daemon.json.
Flags: ``driver: json-file`` without ``max-size``; a daemon.json that names json-file, or no driver, and no ``max-size``
among its ``log-opts``; in the profile ``all`` a service that says nothing, since the engine may bound its logs.
Not flagged: other drivers; services that are to run to their end; fragments.
See: https://docs.docker.com/engine/logging/drivers/json-file/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Logging
from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(RESILIENCE, INFO, on=Logging, profile=STRICT, peers="dockerbench:2.13")
def check(logging: Logging, context: Context) -> Iterator[Problem]:
    """Flag the driver, or the grip."""
    driver = logging.driver
    if logging.bounded:
        return
    everywhere = logging.container.role == "default"
    whose = "every container" if everywhere else "the service"
    if driver is not None and driver == "json-file":
        yield Problem(driver, f"json-file keeps every line of {whose} for ever")
    elif driver is None and everywhere:
        yield Problem(logging, "json-file, which is meant if no driver is named, keeps every line for ever")
    elif driver is None:
        yield Problem(logging, "the service's logs may grow without bound", profile=ALL)
