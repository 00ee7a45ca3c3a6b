"""A service may write to a directory that rules its host.

Why: whoever writes to /etc, /usr or the engine's own data adds an account, a program or a container with all rights,
and is root on the host.
Instead: mount the one file that is read, with ``:ro``, or keep data in a volume.
Flags: a path of the host mounted writable, as a volume or as the ``device`` of one, that is /etc, /root, /boot, /proc,
/usr, /bin, /sbin, /lib, /var/lib/docker, /var/lib/containerd, /var/lib/kubelet, /var/spool/cron, a disk in /dev, or
below one of them, or /var/lib itself.
Not flagged: mounts that are read-only, or with Podman's ``O``, which keeps what is written elsewhere; /var/lib of an
application; time zone, host name, resolv.conf and certificates in /etc, or as information those of Let's Encrypt; named
volumes, relative paths, paths that are filled in later.
See: https://docs.docker.com/engine/storage/bind-mounts/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import normpath

from hullmark.model import Mount
from hullmark.plugin import DEFAULT
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.devices import is_disk_or_kernel


_TREES = pattern(
    r"/(?:etc|root|boot|proc|usr|s?bin|lib(?:32|64|x32)?|var/lib/(?:docker|containerd|kubelet)|var/spool/cron)(?:/.*)?"
    r"|/var/lib",
    re.DOTALL,
)
#: Files and directories in /etc that are mounted for what they say.
_HARMLESS = pattern(
    r"/etc/(?:localtime|timezone|machine-id|hostname|resolv\.conf|ssl/certs)(?:/.*)?"
    r"|/usr/(?:share/(?:zoneinfo|ca-certificates)|local/share/ca-certificates)(?:/.*)?"
)
_CERTIFICATES = pattern(r"/etc/letsencrypt(?:/.*)?")


@rule(
    PRIVILEGES,
    ERROR,
    on=Mount,
    peers="compose-lint:CL-0025 kics:volume-has-sensitive-host-directory dockerbench:5.6",
)
def check(mount: Mount, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    source, container = mount.source, mount.container
    if source is None or mount.kind != "bind" or mount.read_only or not source.startswith("/") or not source.known:
        return
    if container is not None and container.role != "service" or not all(option.known for option in mount.options):
        return
    path = normpath("/" + source.lstrip("/"))
    if _TREES.fullmatch(path) and not _HARMLESS.fullmatch(path) or is_disk_or_kernel(path):
        harmless = _CERTIFICATES.fullmatch(path) is not None
        who = "the service" if container is not None else f"whoever mounts volume {mount.target}"
        yield Problem(
            source, f"{who} may write to {source} of the host", severity=INFO if harmless else None,
            profile=STRICT if harmless else DEFAULT,
        )
