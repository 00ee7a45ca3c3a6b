"""A key makes ``docker stack deploy`` refuse the file.

Why: the command stops at the first such key, and nothing is deployed.
Instead: limit with ``deploy.resources``, share a volume by its name, write what would come from another file here, or
merge the files first with ``docker compose config``.
Flags: ``extends``, ``include``, ``volumes_from``, ``volume_driver``, and the limits of Compose beside ``deploy``, in a
file that is surely for a swarm: called stack, with ``placement``, ``update_config``, ``mode`` or the like in
``deploy``, or with an overlay network.
Not flagged: files that may well be for Compose, which honours ``resources``, ``replicas`` and ``restart_policy``.
See: https://docs.docker.com/reference/cli/docker/stack/deploy/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.tree import Project

_LIMIT = "set deploy.resources"
_INSTEAD = {
    "extends": "write the keys here",
    "volume_driver": "give the volume a driver below volumes",
    "volumes_from": "name the shared volume",
    "cpu_quota": _LIMIT,
    "cpu_shares": _LIMIT,
    "cpuset": _LIMIT,
    "mem_limit": _LIMIT,
    "memswap_limit": _LIMIT,
}


@rule(VALIDITY, ERROR, on=Project, peers="dockercli:forbidden-properties")
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    if not project.stack:
        return
    if project.root.has("include"):
        yield Problem(project.root.key("include"), "docker stack deploy refuses include: merge the files first")
    for service in project.services.values():
        for name, instead in _INSTEAD.items():
            if service.node.has(name):
                yield Problem(service.node.key(name), f"docker stack deploy refuses {name}: {instead}")
