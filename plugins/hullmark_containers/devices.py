"""Devices of the host through which a container gets past files and permissions."""

from __future__ import annotations

from hullmark.plugin import pattern

#: Where devices are.
DEVICE = "/dev/"

_DANGEROUS = pattern(
    r"(?:(?:[shv]d|xvd)[a-z]+\d*|nvme\d+(?:n\d+(?:p\d+)?)?|mmcblk\d+(?:(?:p|boot)\d+)?|md(?:\d+|/.+)|dm-\d+"
    r"|mapper(?:/.+)?"
    r"|disk(?:/.+)?|loop\d+|loop-control|zfs|rbd(?:\d+|/.+)|nbd\d+|kmsg|k?mem|port)"
)


def is_disk_or_kernel(path: str) -> bool:
    """Tell whether a path of the host is a disk, or a way into its kernel: memory, messages, ports."""
    return path.startswith(DEVICE) and _DANGEROUS.fullmatch(path, len(DEVICE)) is not None
