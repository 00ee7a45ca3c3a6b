"""A container's process joins a group that is as good as root.

Why: numbers of groups are those of the host. Members of docker and its kin command its engine, those of disk read its
disks, those of shadow its passwords: a step from there to root, once such a device, file or socket is in reach.
Instead: leave the group out; for a device give the device and its own group, such as video or dialout.
Flags: root, 0, docker, disk, sudo, wheel, shadow, kmem, lxd, incus and libvirt among the groups that a container
is given besides its own.
Not flagged: groups of devices, keep-groups; other numbers, whose names nobody knows here; a user's own group; values
that are filled in later.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.plugin import USERS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

_ENGINE = "commands the host's containers"
_MEANING = {
    "0": "is that of root", "root": "is that of root", "disk": "reads and writes the host's disks",
    "docker": _ENGINE, "incus": _ENGINE, "lxd": _ENGINE, "libvirt": "commands the host's virtual machines",
    "kmem": "reads the kernel's memory", "shadow": "reads the hashes of passwords",
    "sudo": "may become root", "wheel": "may become root",
}


@rule(USERS, WARNING, on=RunOption, when=("group-add",))
def check(option: RunOption, context: Context) -> Iterator[Problem]:
    """Flag the group."""
    meaning = _MEANING.get(option.value) if option.value.known else None
    if meaning is not None:
        yield Problem(option.value, f"the group {option.value} {meaning}; the container needs a group of its own")
