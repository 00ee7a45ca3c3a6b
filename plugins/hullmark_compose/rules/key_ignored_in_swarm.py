"""A key has no effect in a stack of a swarm.

Why: ``docker stack deploy`` reads the file without a word about what it leaves out; a restriction that it leaves out
does not hold.
Instead: use what a swarm has for it, such as ``deploy.restart_policy``, or keep the key in a file for Compose alone.
Flags: keys that ``docker stack deploy`` ignores, in a file that is surely for it: called stack, with ``placement``,
``update_config``, ``mode`` or the like in ``deploy``, or with an overlay network.
Not flagged: files that may well be for Compose, which honours ``resources``, ``replicas`` and ``restart_policy``.
See: https://docs.docker.com/reference/cli/docker/stack/deploy/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import VALIDITY
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.service import Service
from hullmark_compose.tree import Project

_IGNORED = (
    "build", "cgroup_parent", "container_name", "devices", "domainname", "expose", "external_links", "ipc", "links",
    "mac_address", "network_mode", "pid", "privileged", "profiles", "restart", "security_opt", "shm_size",
    "userns_mode",
)


@rule(
    VALIDITY,
    WARNING,
    on=Project,
    peers="dockercli:unsupported-properties dockercli:deprecated-properties",
)
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    for service in project.services.values() if project.stack else ():
        for name in _IGNORED:
            if service.node.has(name):
                yield Problem(service.node.key(name), f"docker stack deploy ignores {name}")
        yield from _parts(service)


def _parts(service: Service) -> Iterator[Problem]:
    """Yield what is ignored below a key, or means another thing."""
    for _, settings in service.depends_on:
        condition = settings.text("condition")
        if condition is not None and condition != "service_started":
            yield Problem(condition, f"docker stack deploy does not wait: {condition} is ignored")
    for port in service.ports:
        if port.host_ip is not None:
            yield Problem(port.host_ip, f"a swarm publishes on all addresses: {port.host_ip} is ignored")
