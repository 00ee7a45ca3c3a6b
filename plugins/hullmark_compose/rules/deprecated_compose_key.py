"""A key is deprecated.

Why: it is kept for old files only; what came in its place does the same without the surprises, such as ``links``, which
does not reach services on other networks.
Instead: services reach one another by name on a shared network, without ``links``; share a named volume instead of
``volumes_from``; write ``external: true`` with ``name``; move ``mac_address`` to the network; limit with ``cpus``.
Flags: ``links``, ``external_links`` and ``volumes_from``; ``external`` with a ``name`` in it; ``mac_address`` of a
service with networks; ``cpu_count`` and ``cpu_percent``, which only Windows has; ``expose`` in a stack of a swarm; a
file with its services at the top, the format of 2014.
Not flagged: the processor keys of a service for Windows, by ``platform`` or ``isolation``.
See: https://docs.docker.com/reference/compose-file/services/#links
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_compose.service import Service
from hullmark_compose.tree import Project

_LEGACY = {
    "links": "links is deprecated: services reach one another by name on a shared network",
    "external_links": "external_links is deprecated: join a network that is external",
    "volumes_from": "volumes_from is deprecated: name the shared volume",
}


@rule(
    BUILD,
    INFO,
    on=(Service, Project),
    profile=STRICT,
    peers="composego:external-name-deprecated dockercli:deprecated-properties",
)
def check(fact: Service | Project, context: Context) -> Iterator[Problem]:
    """Flag the key; the first service of a file in the oldest format."""
    if isinstance(fact, Project):
        yield from _sections(fact)
        return
    for name, message in _LEGACY.items():
        if fact.node.has(name):
            yield Problem(fact.node.key(name), message)
    windows = fact.view.has("isolation") or "windows" in (fact.view.text("platform") or "")
    for name in () if windows else ("cpu_count", "cpu_percent"):
        if fact.node.has(name):
            yield Problem(fact.node.key(name), f"only Windows knows {name}: limit with cpus")
    if fact.node.has("mac_address") and fact.view.has("networks"):
        yield Problem(fact.node.key("mac_address"), "mac_address of a service is deprecated: give it to the network")
    if fact.node.has("expose") and fact.project.stack:
        yield Problem(fact.node.key("expose"), "expose does nothing in a stack")


def _sections(project: Project) -> Iterator[Problem]:
    """Yield what is wrong outside of services."""
    for section in ("volumes", "networks", "secrets", "configs"):
        for _, node in project.section(section):
            external = node.mapping("external") if isinstance(node, Mapping) else None
            if external:
                yield Problem(external.key("name") or external, "external with a name is deprecated: name it beside it")
    if project.first_version and project.services:
        first = next(iter(project.services.values()))
        yield Problem(first, "services at the top of the file are the deprecated first format of Compose")
