"""VOLUME covers a directory of the system.

Why: every container gets an anonymous volume over the directory: kernel interfaces disappear behind ordinary files,
programs and settings of the image are frozen in the state of the first start, and nobody sees where they went.
Instead: declare a directory of data, such as ``VOLUME /var/lib/app``.
Flags: /sys, /proc, /dev, /boot, /bin, /sbin, /lib, /usr/bin, /usr/sbin, /usr/lib and what is below; /, /etc, /usr,
/root, /run and /var/run themselves.
Not flagged: /dev/shm; directories of programs, such as /etc/nginx, /usr/share/nginx or /var/run/mysqld; variables
without a value.
See: https://docs.docker.com/reference/dockerfile/#volume
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from hullmark.plugin import PRIVILEGES
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction

_WHOLE = frozenset(("/", "/etc", "/usr", "/root", "/run", "/var/run"))
_BELOW = (
    "/sys/", "/proc/", "/dev/", "/boot/", "/bin/", "/sbin/", "/lib/", "/lib64/", "/usr/bin/", "/usr/sbin/", "/usr/lib/",
    "/usr/lib64/",
)


@rule(
    PRIVILEGES,
    WARNING,
    on=Instruction,
    when=("VOLUME",),
    peers="dockle:DKL-DI-0002",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    for path in instruction.expanded:
        if path.known and path.startswith("/"):
            normal = normpath(path.replace("//", "/"))
            if normal in _WHOLE or f"{normal}/".startswith(_BELOW) and normal != "/dev/shm":
                yield Problem(path, f"a volume covers {path}, a directory of the system")
