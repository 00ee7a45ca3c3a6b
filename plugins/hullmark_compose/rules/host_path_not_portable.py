"""A path of the host is absolute, or lies in somebody's home.

Why: the project runs only on machines that have such a path; on others Docker makes an empty folder of it.
Instead: write it relative to the file, use a named volume, or a variable with a default, ``${DATA:-./data}``.
Flags: a source of a mount, or an ``env_file``, that is absolute, begins with ``~`` or with a drive of Windows.
Not flagged: what every host has: sockets, devices and the folders of the system; paths that begin with a variable.
See: https://docs.docker.com/reference/compose-file/services/#volumes
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import BUILD
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_compose.service import Service
from hullmark_compose.syntax import texts
from hullmark_compose.syntax import volumes

_ABSOLUTE = pattern(r"/|~|[A-Za-z]:[\\/]|\\\\(?![.?]\\)")
_SYSTEM = pattern(r"/+(?:(?:bin|boot|dev|etc|lib\w*|proc|run|sbin|sys|tmp|usr|var)(?:/.*)?)?")


@rule(BUILD, INFO, on=Service, profile=ALL, peers="composego:absolute-env-file-path")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the path."""
    for mount in volumes(service.node.get("volumes")):
        if mount.source is not None and mount.kind == "bind":
            yield from _judged(mount.source)
    for path in texts(service.node.get("env_file")):
        yield from _judged(path)
    for entry in service.node.mappings("env_file"):
        for path in entry.texts("path"):
            yield from _judged(path)


def _judged(path: Text) -> Iterator[Problem]:
    """Yield a path that other hosts do not have."""
    if _ABSOLUTE.match(path) and not _SYSTEM.fullmatch(path):
        yield Problem(path, f"other machines may not have {path}")
