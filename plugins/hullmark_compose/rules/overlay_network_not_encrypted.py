"""An overlay network carries traffic between machines in clear text.

Why: its traffic leaves the machine; whoever is in the network between the nodes reads and changes it.
Instead: ``driver_opts: {encrypted: "true"}``, with which the network must be created anew.
Flags: a network with ``driver: overlay`` whose ``encrypted`` is missing or false; the default network of a file with
keys that only Swarm reads, which is such a network.
Not flagged: external networks; nodes with Windows, which cannot do it; other drivers.
See: https://docs.docker.com/engine/network/drivers/overlay/#encrypt-traffic-on-an-overlay-network
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ENCRYPTION
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_compose.service import Service
from hullmark_compose.tree import Project

_OPTIONS = "driver_opts"


@rule(ENCRYPTION, WARNING, on=Project, profile=STRICT, peers="dockerbench:7.3")
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the driver, the value, or the service on the default network."""
    if any("windows" in text for service in project.services.values() for text in _constraints(service)):
        return
    message = "what services say between machines is not encrypted"
    declared = project.section("networks")
    for _, network in declared:
        if not isinstance(network, Mapping) or network.has("external") and not network.is_false("external"):
            continue
        driver, options = network.text("driver"), network.mapping(_OPTIONS)
        if driver is not None and driver == "overlay":
            if options.is_false("encrypted") or options.text("encrypted") == "false":
                yield Problem(options.scalar("encrypted"), message)
            elif "encrypted" not in options:
                yield Problem(driver, message)
    if project.stack and "default" not in declared.items:
        for service in project.services.values():
            if not service.networks and not service.view.has("network_mode"):
                yield Problem(service, f"{service.called} is on the default overlay network: {message}")
                return


def _constraints(service: Service) -> list[Text]:
    return service.deploy.mapping("placement").texts("constraints")
