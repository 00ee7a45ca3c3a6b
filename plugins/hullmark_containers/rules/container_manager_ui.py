"""A page for managing containers commands the host's engine.

Why: whoever gets past its login, or through a hole in the page, starts a privileged container and is root on the host;
such pages are set up by the first who opens them, and are looked for on the network.
Instead: have it listen on this machine alone, ``127.0.0.1:9443:9443``, and come by a tunnel; let it see the engine
through a proxy that passes only the calls it needs; start it on demand, ``profiles: [tools]``.
Flags: images of Portainer, Yacht, Dockge, Rancher, Komodo, Arcane, Cockpit, Webmin, Lazydocker, Swarmpit, Coolify,
Dokploy and the like with the socket of the engine, ``use_api_socket`` or DOCKER_HOST. By default those with a published
port that other machines reach, all others in the profile strict.
Not flagged: proxies of the socket themselves; a DOCKER_HOST that is such a proxy; services with a profile; such a page
without a way to the engine.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Mount
from hullmark.model import Variable
from hullmark.plugin import DAEMONS
from hullmark.plugin import DEFAULT
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.managers import is_manager
from hullmark_containers.ports import public_ports
from hullmark_containers.sockets import of_mount


@rule(DAEMONS, WARNING, on=(Mount, Variable), when=("DOCKER_HOST",))
def check(fact: Mount | Variable, context: Context) -> Iterator[Problem]:
    """Flag the image."""
    container = fact.container
    image = container.image if container is not None else None
    if container is None or image is None or container.purpose != "run" or not is_manager(image):
        return
    workload = container.workload
    if workload is not None and workload.optional or not _commands(fact):
        return
    message = f"{image.name} commands the host's engine: whoever gets into its page is root on the host"
    yield Problem(image.name, message, profile=DEFAULT if public_ports(container) else STRICT)


def _commands(fact: Mount | Variable) -> bool:
    """Tell whether a fact is a way to the engine that no proxy narrows."""
    if isinstance(fact, Mount):
        return any(of_mount(fact))
    value = fact.value
    return fact.kind == "env" and value is not None and bool(value) and value.known and "proxy" not in value.lower()
