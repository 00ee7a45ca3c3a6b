"""A name that must be given once is given twice.

Why: there cannot be two containers of one name: Docker refuses to create the second, Kubernetes the whole pod.
Instead: give each its own name; leave ``container_name`` out of a Compose file, so that Compose makes one up.
Flags: a ``container_name`` that another service of the file has too; in a pod a container, of whatever kind, or a
volume with the name of one before it, and a ``mountPath`` that the container has already.
Not flagged: names with variables; services whose profiles never run together.
See: https://docs.docker.com/reference/compose-file/services/#container_name
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Clash
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    VALIDITY,
    ERROR,
    on=Clash,
    when=("container", "volume", "mount path"),
    peers="dclint:no-duplicate-container-names composego:container-name-in-use",
)
def check(clash: Clash, context: Context) -> Iterator[Problem]:
    """Flag the name where it is given again."""
    yield Problem(clash, f"{clash.kind} {clash.name} is there already", notes=((clash.first, "the first one"),))
