"""WORKDIR lies in a directory of the kernel.

Why: /proc, /sys and /dev belong to the kernel and look different at every start. A working directory such as
/proc/self/fd/7 opened the host's file system to the container (CVE-2024-21626 of runc).
Instead: use a directory of its own, such as ``WORKDIR /app``.
Flags: /proc, /sys, /dev, /boot, /initrd, /lost+found and what is below, also when only the rest of the path is a
variable; as information /dev/shm.
Not flagged: /development and the like; relative paths; paths that begin with a variable without a value.
See: https://nvd.nist.gov/vuln/detail/CVE-2024-21626
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_dockerfile.tree import Instruction

_SYSTEM = pattern(r"/+(?:\./+)*(proc|sys|dev|boot|initrd|lost\+found)(?:/+(.*))?", re.DOTALL)


@rule(
    PRIVILEGES,
    ERROR,
    on=Instruction,
    when=("WORKDIR",),
    peers="trivy:DS-0030",
)
def check(instruction: Instruction, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    path = instruction.expand(instruction.value)
    match = _SYSTEM.fullmatch(path)
    if match is not None:
        shared = match[1] == "dev" and (match[2] or "").startswith("shm")
        message = f"WORKDIR {path} lies in /{match[1]}, which belongs to the kernel or the machine"
        yield Problem(path, message, severity=INFO if shared else None)
