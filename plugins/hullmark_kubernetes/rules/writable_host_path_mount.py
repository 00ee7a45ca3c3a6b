"""A container may write to a path of its node.

Why: what it writes there outlasts it, fills the node's disk, and reaches whatever else reads the path, on the node or
in other pods.
Instead: ``readOnly: true``, or a volume that is made for the purpose.
Flags: each mount of a ``hostPath`` volume without ``readOnly: true``.
Not flagged: sockets, for which ``readOnly`` changes nothing; docker-socket-mount reports those that matter.
See: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.hostpaths import host_paths
from hullmark_kubernetes.tree import Pod


@rule(
    PRIVILEGES,
    WARNING,
    on=Pod,
    profile=STRICT,
    peers="kubelinter:writable-host-mount kubescape:C-0045",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the value, or the mount's name."""
    for mounted in host_paths(pod):
        if mounted.volume.mapping("hostPath").text("type") == "Socket" or mounted.path.endswith(".sock"):
            continue
        for container, mount in mounted.mounts:
            said = mount.flag("readOnly")
            if said is None or said == "false":
                at = said if said is not None else mount.text("name")
                yield Problem(at, f"{container.called} may write to {mounted.source} of its node")
