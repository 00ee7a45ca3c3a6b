"""A container is given a disk or the memory of its host.

Why: whoever reads the disk reads every file on it, whoever writes to it changes them, and no permission of a file
stands in between.
Instead: mount the directory that is needed, read-only where that is enough.
Flags: entries of ``devices``, ``AddDevice=`` and ``--device`` that are block devices (sda, nvme0n1, vda, mmcblk0, md0,
dm-0, mapper, disk, loop0, zfs, rbd0) or lead into the kernel (mem, kmem, port, kmsg), or all of /dev; as a warning with
the permission ``r`` alone, and /dev/kvm as information.
Not flagged: /dev/net/tun, /dev/dri, /dev/fuse, sound, video, serial ports and other devices; names of CDI such as
``vendor.com/gpu=all``; ``gpus``; paths that are filled in later. All of /dev as a volume is host-path-mount.
See: https://docs.docker.com/reference/compose-file/services/#devices
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from hullmark.model import RunOption
from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_containers.devices import is_disk_or_kernel


@rule(PRIVILEGES, ERROR, on=RunOption, when=("device",), peers="compose-lint:CL-0016 dockerbench:5.18")
def check(option: RunOption, context: Context) -> Iterator[Problem]:
    """Flag the path on the host."""
    source = option.value
    path = normpath(source) if source.known and source.startswith("/") else ""
    if path == "/dev/kvm":
        yield Problem(source, f"the container may run machines with {source}", severity=INFO, profile=STRICT)
    elif path == "/dev" or is_disk_or_kernel(path):
        reads = option.about == "r"
        what = "may read" if reads else "may read and write"
        message = f"the container {what} {source} of the host, past all permissions"
        yield Problem(source, message, severity=WARNING if reads else None)
