"""A service is put on the engine's default network.

Why: there every container of the machine reaches every other one, whatever its project, and no name leads to any of
them.
Instead: leave ``network_mode`` out: a project has a network of its own.
Flags: ``network_mode: bridge``.
Not flagged: services with ``links`` or ``external_links``, which need it; other modes.
See: https://docs.docker.com/engine/network/drivers/bridge/#use-the-default-bridge-network
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.service import Service


@rule(EXPOSURE, INFO, on=Service, profile=STRICT, peers="dockerbench:5.30")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the mode."""
    mode = service.view.text("network_mode")
    linked = service.view.has("links") or service.view.has("external_links")
    if mode is not None and mode == "bridge" and not linked:
        yield Problem(mode, "every container on the engine's default network reaches the service")
