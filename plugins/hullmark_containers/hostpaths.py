"""Paths of a host that belong to its system, where what is mounted is often a folder of the project."""

from __future__ import annotations

from hullmark.model import Mount
from hullmark.plugin import pattern

from hullmark_containers.paths import normal

_SYSTEM = pattern(
    r"/(?:sys|proc|boot|etc|root|lib/modules|usr/src|var/log|var/lib/docker)(?:/.*)?"
    r"|/dev(?:/(?!(?:null|zero|full|u?random|shm|net/tun)$).*)?|(?:/var)?/run/.+|/mnt|/media"
    r"|/(?:home|Users)(?:/[^/]+)?|~|\$HOME|\$\{HOME\}"
)
#: Files that images are often shown, so that their time and names are the host's.
_SHOWN = pattern(
    r"/etc/(?:localtime|timezone|passwd|group|hosts|hostname|machine-id|os-release|resolv\.conf|ssl/.*)"
)


def is_system(mount: Mount) -> bool:
    """Tell whether the source of a mount is a path of the system that is not shown to containers by custom."""
    path = normal(mount.source) if mount.source is not None else ""
    return _SYSTEM.fullmatch(path) is not None and not (mount.read_only and _SHOWN.fullmatch(path))


def is_observed(mount: Mount) -> bool:
    """Tell whether a mount only shows the kernel's files to a program that watches the host."""
    path = normal(mount.source) if mount.source is not None else ""
    return mount.read_only and path.startswith(("/proc", "/sys"))
