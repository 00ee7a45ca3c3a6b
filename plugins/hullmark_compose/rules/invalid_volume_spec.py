"""A volume is malformed, or not what it seems.

Why: Compose refuses it, or takes a file of the project for the name of a volume and mounts an empty folder.
Instead: write ``SOURCE:TARGET[:OPTIONS]`` with an absolute target; begin a path of the project with ``./``.
Flags: empty parts; more than three parts; a target that is not absolute; unknown options; a source such as ``data/db``
or ``app.conf`` without ``./`` that no volume is called; ``~`` in the source of the long syntax, where it stays.
Not flagged: parts with variables; paths of Windows with a drive; options of Docker and Podman.
See: https://docs.docker.com/reference/compose-file/services/#volumes
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule
from hullmark.yaml import Mapping

from hullmark_compose.service import Service
from hullmark_compose.syntax import VolumeMount
from hullmark_compose.syntax import looks_like_path
from hullmark_compose.syntax import volumes

_OPTIONS = frozenset((
    "ro", "rw", "rro", "readonly", "z", "Z", "nocopy", "copy", "volume-nocopy", "cached", "consistent", "delegated",
    "default", "private", "rprivate", "slave", "rslave", "shared", "rshared", "unbindable", "runbindable", "bind",
    "rbind", "U", "O", "dev", "nodev", "exec", "noexec", "suid", "nosuid", "idmap",
))
_ABSOLUTE = pattern(r"[/\\]|[A-Za-z]:[\\/]")


@rule(VALIDITY, ERROR, on=Service, peers="composego:invalid-volume-spec")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the first wrong part of an entry."""
    for mount in volumes(service.node.get("volumes")):
        wrong = _long if isinstance(mount.node, Mapping) else _short
        problem = next(wrong(mount, service), None)
        if problem is not None:
            yield problem


def _long(mount: VolumeMount, service: Service) -> Iterator[Problem]:
    """Yield what is wrong in the long syntax."""
    source, target = mount.source, mount.target
    if source is not None and source.startswith("~") and mount.kind == "bind":
        yield Problem(source, f"{source} stays as it is in the long syntax: ~ is no home here")
    if target is not None and _relative(target):
        yield Problem(target, f"the target {target} is not absolute")


def _short(mount: VolumeMount, service: Service) -> Iterator[Problem]:
    """Yield what is wrong in the short syntax."""
    source, target = mount.source, mount.target
    if source == "" or not target or "" in mount.options:
        yield Problem(mount, "a part of the volume is empty")
    elif _relative(target):
        yield Problem(target.strip_part(), f"the target {target} is not absolute")
    for option in mount.options:
        name = option.partition("=")[0]
        if option.known and name not in _OPTIONS and not name.startswith("upperdir"):
            what = "more than three parts" if ":" in option else f"an unknown option {option}"
            yield Problem(option, f"the volume has {what}")
    if source and mount.kind == "volume" and looks_like_path(source):
        if "/" in source or service.project.lacks("volumes", source):
            yield Problem(source, f"without ./ {source} is the name of a volume and no path")


def _relative(target: Text) -> bool:
    return target.known and _ABSOLUTE.match(target) is None
