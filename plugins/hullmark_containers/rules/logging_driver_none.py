"""The logs of a container are thrown away.

Why: when it fails, nothing says why, and after an attack nothing says what happened.
Instead: leave ``logging`` out, or bound its size: ``driver: local``.
Flags: ``driver: none``, ``LogDriver=none``, ``--log-driver=none``, and the engine's default for all containers.
Not flagged: every other driver; services that are to run to their end; containers for development.
See: https://docs.docker.com/engine/logging/configure/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.plugin import RESILIENCE
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(RESILIENCE, WARNING, on=RunOption, when=("log-driver",), peers="compose-lint:CL-0014 dockerbench:2.13")
def check(option: RunOption, context: Context) -> Iterator[Problem]:
    """Flag the driver."""
    workload = option.container.workload
    if option.value == "none" and (workload is None or workload.kind != "development"):
        yield Problem(option, "nothing that the container writes is kept")
