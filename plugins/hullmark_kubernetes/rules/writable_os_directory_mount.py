"""A volume is mounted writable in the place of a directory of the system.

Why: what is mounted over /usr or /etc replaces the image's files, so whoever may write to the volume decides which
programs and settings the container runs with.
Instead: ``readOnly: true``, or a directory of the application's own below it.
Flags: a mount at /, /bin, /boot, /dev, /etc, /home, /lib, /media, /proc, /root, /run, /sbin, /srv, /sys, /usr or /var
itself without ``readOnly: true``; of a path of the node also below these.
Not flagged: other volumes below them: scratch space at /var/cache is how a read-only root file system comes to work.
See: https://kubernetes.io/docs/concepts/storage/volumes/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.hostpaths import normal
from hullmark_kubernetes.tree import PodContainer

_DIRECTORIES = (
    "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/media", "/proc", "/root", "/run", "/sbin", "/srv", "/sys",
    "/usr", "/var",
)
_BELOW = tuple(f"{directory}/" for directory in _DIRECTORIES)


@rule(
    PRIVILEGES,
    INFO,
    on=PodContainer,
    when=("main", "sidecar", "init"),
    profile=ALL,
    peers="kics:Volume-mount-with-OS-directory-write-permissions",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the path in the container."""
    for mount in container.node.mappings("volumeMounts"):
        target, read_only = mount.text("mountPath"), mount.flag("readOnly")
        if target is None or read_only is not None and read_only != "false":
            continue
        path = normal(target)
        volume = container.pod.volumes.get(mount.text("name") or "")
        if path == "/" or path in _DIRECTORIES or path.startswith(_BELOW) and volume and volume.has("hostPath"):
            yield Problem(target, f"{container.called} may write to what is mounted at {target}")
