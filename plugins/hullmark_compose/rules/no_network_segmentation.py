"""A published service and a database share a network.

Why: whoever takes over the service that faces the world talks to the database at once, past the service in between
that was to check what is asked.
Instead: a network for each tier, that of the data with ``internal: true``.
Flags: the first database of a project of four or more services that is on a network, or the default one, together with
a service that publishes a port beyond the machine, when no network is internal.
Not flagged: small projects; a published database, of which other rules speak; ports on a loopback address.
See: https://docs.docker.com/compose/how-tos/networking/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.roles import DATASTORE
from hullmark.yaml import Mapping

from hullmark_compose.roles import is_a
from hullmark_compose.service import Service
from hullmark_compose.tree import Project


@rule(EXPOSURE, INFO, on=Project, profile=ALL, peers="kubescape:C-0260")
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the name of the database."""
    services = list(project.services.values())
    declared = project.section("networks")
    if len(services) < 4 or any(isinstance(node, Mapping) and node.is_true("internal") for _, node in declared):
        return
    edges = [service for service in services if _is_published(service) and not is_a(service, DATASTORE)]
    for data in services:
        if not is_a(data, DATASTORE):
            continue
        edge = next((edge for edge in edges if edge is not data and _networks(edge) & _networks(data)), None)
        if edge is not None:
            notes = ((edge, "is published"),)
            yield Problem(data, f"{data.called} is on a network with {edge.called}, which is published", notes=notes)
            return


def _is_published(service: Service) -> bool:
    """Tell whether a port of a service is reached from other machines."""
    return any(
        port.host_ip is None or port.host_ip.known and not port.host_ip.strip("[]").startswith(("127.", "::1"))
        for port in service.ports
    )


def _networks(service: Service) -> set[str]:
    if service.view.has("network_mode"):
        return set()
    return {str(name) for name, _ in service.networks} or {"default"}
