"""A port below 1024 is exposed.

Why: such ports need the capability NET_BIND_SERVICE. Docker 20.10 and later let every account bind them, Kubernetes
with older runtimes and others do not, so there the process must run as root or does not start.
Instead: listen on a high port, ``EXPOSE 8080`` or ``containerPort: 8080``, and let the platform map it.
Flags: a port, or a range of ports, that begins below 1024: as a warning when the container runs as an account other
than root and nothing in the file gives the program the capability, else as information.
Not flagged: 80 and 443 while the container runs as root, as web servers do; 22, which ssh-port-exposed reports; ports
of stages that only build; services, of which privileged-port-published says on which port of the host they are. In a
manifest every such port is flagged, as information in the profile all, but for containers that add NET_BIND_SERVICE and
for pods whose ``net.ipv4.ip_unprivileged_port_start`` lets everybody bind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.model import Port
from hullmark.plugin import ALL
from hullmark.plugin import EXPOSURE
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.ports import bounds

_FIRST_FREE = "net.ipv4.ip_unprivileged_port_start"


@rule(
    EXPOSURE,
    INFO,
    on=Port,
    profile=STRICT,
    peers="pathfinder:DOCKER-AUD-003 kubelinter:privileged-ports trivy:KSV-0117",
)
def check(port: Port, context: Context) -> Iterator[Problem]:
    """Flag the port."""
    first, last = bounds(port)
    container = port.container
    if container is not None and container.purpose == "run":
        if container.role != "service" and 0 < first < 1024 and not _granted(container, first):
            yield Problem(port, f"port {first} needs root or NET_BIND_SERVICE", profile=ALL)
        return
    if not 0 < first < 1024 or first == last == 22 or container is not None and not container.ships:
        return
    user = container.user if container is not None else None
    if user is None or user.root:
        if first not in (80, 443):
            yield Problem(port, f"port {first} needs root or NET_BIND_SERVICE outside of Docker")
    elif user.account is None or not user.account.known or "net_bind_service" in context.document.text.lower():
        yield Problem(port, f"port {first} needs NET_BIND_SERVICE outside of Docker")
    else:
        message = f"{user.account} cannot bind port {first} outside of Docker without NET_BIND_SERVICE"
        yield Problem(port, message, severity=WARNING)


def _granted(container: Container, number: int) -> bool:
    """Tell whether a container of a manifest may bind a low port whatever its account; on Windows all of them may."""
    security, workload = container.security, container.workload
    if security is None or "NET_BIND_SERVICE" in security.added or "ALL" in security.added:
        return True
    for name, value in workload.sysctls if workload is not None else ():
        if name.replace("/", ".") == _FIRST_FREE and value is not None:
            return not value.isdecimal() or len(value) < 6 and int(value) <= number
    return False
