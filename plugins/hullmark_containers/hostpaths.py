"""Paths of a host: those of its system, and those that hold its credentials."""

from __future__ import annotations

from hullmark.model import Mount
from hullmark.plugin import pattern

from hullmark_containers.paths import normal

_SYSTEM = pattern(
    r"/(?:sys|proc|boot|etc|root|lib/modules|usr/src|var/log|var/lib/docker)(?:/.*)?"
    r"|/dev(?:/(?!(?:null|zero|full|u?random|shm|net/tun)$).*)?|(?:/var)?/run/.+|/mnt|/media"
    r"|/(?:home|Users)(?:/[^/]+)?|~|\$HOME|\$\{HOME\}"
)
#: Where whoever may write rules the host.
_RULING = pattern(
    r"/(?:proc|boot|root|lib/modules|usr/src|var/lib/docker)(?:/.*)?"
    r"|/etc(?:/(?!(?:localtime|timezone|machine-id|hostname|resolv\.conf|ssl/certs)(?:/|$)).*)?"
)
#: Sockets of a desktop and of the system's bus.
_SESSION = pattern(
    r"(?:/var)?/run/dbus(?:/system_bus_socket)?|/run/user/[^/]+/(?:bus|wayland-[^/]+|pulse(?:/.*)?|pipewire-[^/]+)"
)
#: Files that images are often shown, so that their time, names and certificates are the host's.
_SHOWN = pattern(
    r"/etc/(?:localtime|timezone|passwd|group|hosts|hostname|machine-id|os-release|resolv\.conf|ssl/.*"
    r"|letsencrypt(?:/.*)?)"
)

_HOME = r"(?:/root|/home/[^/]+|/Users/[^/]+|~[^/]*|\$HOME|\$\{HOME[^}]*\}|\$\{?USERPROFILE\}?|)"
_STORES = r"\.(?:ssh|aws|azure|config/gcloud|kube|docker|gnupg|netrc|npmrc|pypirc|git-credentials)"
_NODE = pattern(r"/etc/kubernetes(?:/.*)?|/var/lib/kubelet/pki(?:/.*)?")
_CREDENTIALS = pattern(
    rf"{_HOME}/{_STORES}(?:/.*)?|/etc/g?shadow|/etc/ssh/ssh_host_\w+|(?:/var)?/run/secrets(?:/.*)?"
)
_PUBLIC = pattern(r".*/(?:known_hosts|authorized_keys|[^/]+\.pub|manifests(?:/.*)?)")


def is_system(mount: Mount) -> bool:
    """Tell whether a service is given a path of the system, apart from what it is shown by custom.

    What rules of their own report is none: credentials, sockets of a desktop, what rules the host and is writable.
    """
    path = normal(mount.source) if mount.source is not None else ""
    if _SYSTEM.fullmatch(path) is None or _SESSION.fullmatch(path) or holds_credentials(mount):
        return False
    return (_SHOWN if mount.read_only else _RULING).fullmatch(path) is None


def is_observed(mount: Mount) -> bool:
    """Tell whether a mount only shows the kernel's files to a program that watches the host."""
    path = normal(mount.source) if mount.source is not None else ""
    return mount.read_only and path.startswith(("/proc", "/sys"))


def holds_credentials(mount: Mount) -> bool:
    """Tell whether the source of a mount holds credentials of the host; a node's own pods are trusted with its."""
    path = normal(mount.source) if mount.source is not None else ""
    if _NODE.fullmatch(path):
        workload = mount.container.workload if mount.container is not None else None
        return _PUBLIC.fullmatch(path) is None and (workload is None or not workload.system)
    return _CREDENTIALS.fullmatch(path) is not None and _PUBLIC.fullmatch(path) is None
