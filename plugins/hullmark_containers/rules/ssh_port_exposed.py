"""The SSH port is exposed.

Why: it says that the image runs an SSH server, a second way in that no platform manages, and ``docker run -P`` opens it
to the network.
Instead: use ``docker exec`` or ``kubectl exec``, and remove the port.
Flags: port 22, whatever its protocol, also as the value of a variable, in a range and behind a host.
Not flagged: other ports such as 2222; ports of stages that only build; those of a manifest, which ssh-daemon reports.
Fix safety: unsafe; ``docker run -P`` no longer publishes the port. A range is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Port
from hullmark.plugin import EXPOSURE
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.ports import bounds


@rule(
    EXPOSURE,
    WARNING,
    on=Port,
    peers="checkov:CKV_DOCKER_1 trivy:DS-0004 kics:Exposing-Port-22-(SSH)",
)
def check(port: Port, context: Context) -> Iterator[Problem]:
    """Flag the port."""
    first, last = bounds(port)
    container = port.container
    if first <= 22 <= last and (container is None or container.ships and container.purpose != "run"):
        fix = context.set(port, "number", "", "remove the port", safe=False) if first == last else None
        which = "port 22" if first == last else f"the range {first}-{last} with port 22"
        yield Problem(port, f"{which} is exposed, where SSH servers listen", fix)
