"""What is said of a container's resources cannot hold together.

Why: the file is refused, by the API server or by Compose; or one of two values wins without a word.
Instead: say each limit once, and reserve no more than it allows.
Flags: a request above its limit, ``requests: {memory: 2Gi}`` beside ``limits: {memory: 1Gi}``, of any resource, of a
container or of a whole pod; requests of huge pages and of devices that differ from the limit; in a Compose file a
reservation above the limit, two spellings of one limit that differ (``mem_limit`` and
``deploy.resources.limits.memory``, ``scale`` and ``deploy.replicas`` ...), a negative number of containers.
Not flagged: values that are equal, whatever their unit; a limit that is zero, missing, or filled in later.
See: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    VALIDITY, ERROR, on=Container, not_in=("dockerfile",), peers="composego:distinct-limits composego:distinct-scale",
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag one of the values."""
    for at, message in container.resources.contradictions if container.resources is not None else ():
        yield Problem(at, message)
