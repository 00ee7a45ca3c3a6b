"""A service is put on the engine's default network.

Why: there every container of the machine reaches every other one, whatever its project, and no name leads to any of
them.
Instead: leave ``network_mode`` out: a project has a network of its own; name a ``.network`` unit,
``Network=app.network``.
Flags: ``network_mode: bridge``; bridge or podman as ``Network`` of a unit or as ``--network``.
Not flagged: services with ``links`` or ``external_links``, which need it; other modes.
See: https://docs.docker.com/engine/network/drivers/bridge/#use-the-default-bridge-network
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


#: What the engines call it.
_DEFAULTS = ("bridge", "podman")


@rule(EXPOSURE, INFO, on=RunOption, when=("network",), profile=STRICT, peers="dockerbench:5.30")
def check(option: RunOption, context: Context) -> Iterator[Problem]:
    """Flag the network."""
    if option.value in _DEFAULTS and option.value.known:
        yield Problem(option, "every container on the engine's default network reaches the service")
