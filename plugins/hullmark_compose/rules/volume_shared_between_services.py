"""Several services write to one volume.

Why: what one service writes another one reads and runs, so taking over one of them is taking over both; and two
programs that write the same files without knowing of each other spoil them.
Instead: let one service write, and mount the volume with ``:ro`` in the others.
Flags: each writable mount of a volume, or of a path of the host, that two or more services mount writable.
Not flagged: volumes that one service at most may write to; a web server beside the program whose files it serves.
Many projects share on purpose, so this rule is off by default.
See: https://docs.docker.com/engine/storage/volumes/#share-data-between-machines
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.roles import PROXY

from hullmark_compose.roles import is_a
from hullmark_compose.service import Service
from hullmark_compose.syntax import VolumeMount
from hullmark_compose.tree import Project


@rule(PRIVILEGES, INFO, on=Project, profile=ALL, peers="kics:shared-volumes-between-containers")
def check(project: Project, context: Context) -> Iterator[Problem]:
    """Flag the mounts."""
    found: dict[str, list[tuple[Service, VolumeMount]]] = {}
    for service in project.services.values():
        for mount in service.volumes:
            if mount.kind in ("bind", "volume") and mount.source is not None and not mount.read_only:
                name = normpath(mount.source) if mount.kind == "bind" else f"volume {mount.source}"
                found.setdefault(name, []).append((service, mount))
    for mounts in found.values():
        writers = dict.fromkeys(service.name for service, _ in mounts)
        if len(writers) > 2 or len(writers) == 2 and not any(is_a(service, PROXY) for service, _ in mounts):
            names = ", ".join([*writers][:3]) + (" and others" if len(writers) > 3 else "")
            for _, mount in mounts:
                yield Problem(mount.source, f"{names} may all write to {mount.source}")
