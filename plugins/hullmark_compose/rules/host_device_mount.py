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
from hullmark.plugin import Text
from hullmark.plugin import rule
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_compose.devices import is_disk_or_kernel
from hullmark_compose.service import Service
from hullmark_compose.syntax import mask
from hullmark_compose.syntax import part


@rule(PRIVILEGES, ERROR, on=(Service, RunOption), when=("device",), peers="compose-lint:CL-0016 dockerbench:5.18")
def check(fact: Service | RunOption, context: Context) -> Iterator[Problem]:
    """Flag the path on the host."""
    for source, permissions in _devices(fact):
        path = normpath(source) if source.known and source.startswith("/") else ""
        if path == "/dev/kvm":
            yield Problem(source, f"the container may run machines with {source}", severity=INFO, profile=STRICT)
        elif path == "/dev" or is_disk_or_kernel(path):
            reads = permissions == "r"
            what = "may read" if reads else "may read and write"
            message = f"the container {what} {source} of the host, past all permissions"
            yield Problem(source, message, severity=WARNING if reads else None)


def _devices(fact: Service | RunOption) -> Iterator[tuple[Text, str]]:
    """Yield the paths of the host and the permissions, in either syntax."""
    if isinstance(fact, RunOption):
        yield fact.value, fact.about
        return
    node = fact.view.get("devices")
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            source = item.text("source")
            if source is not None:
                yield source, str(item.text("permissions") or "rwm")
        elif isinstance(item, Scalar):
            parts = item.text.split(":")
            path = part(item.text, mask(item.text), 0, len(parts[0])) if item.known else item.text
            yield path, parts[2] if len(parts) > 2 else "rwm"
