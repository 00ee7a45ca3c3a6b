"""What the container mounts appears on the host.

Why: a file system that a process mounts inside goes on existing on the host and in every other container that sees the
directory; whoever controls the process can cover the host's files with others.
Instead: leave ``mountPropagation`` out, or say HostToContainer where the container must see what the host mounts.
Flags: ``mountPropagation: Bidirectional`` of any mount; ``shared`` and ``rshared`` of a service's. As information
``slave`` and ``rslave``, by which a service sees what the host mounts later.
Not flagged: HostToContainer, None; drivers that mount for others, such as the CSI plugin of a node, need it: silence
the finding there with a reason.
See: https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Container
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule


@rule(
    PRIVILEGES,
    WARNING,
    on=Container,
    not_in=("dockerfile",),
    profile=STRICT,
    peers="kics:volume-mounted-in-multiple-containers compose-lint:CL-0017 dockerbench:5.20",
)
def check(container: Container, context: Context) -> Iterator[Problem]:
    """Flag the word."""
    for word in container.security.propagations if container.security is not None else ():
        if word == "shared":
            yield Problem(word, "what is mounted inside the container appears on its host")
        elif word == "slave" and container.role == "service":
            yield Problem(word, "what the host mounts later appears inside the container", severity=INFO)
