"""A volume is malformed, or not what it seems.

Why: it is refused, or a file of the project is taken for the name of a volume and an empty folder is mounted.
Instead: write ``SOURCE:TARGET[:OPTIONS]`` with an absolute target; begin a path of the project with ``./``.
Flags: empty parts; more than three parts; a target that is not absolute; unknown options; a source such as ``data/db``
or ``app.conf`` without ``./`` that no volume is called; ``~`` in the source of Compose's long syntax, where it stays.
Not flagged: parts with variables; paths of Windows with a drive; options of Docker and Podman.
See: https://docs.docker.com/reference/compose-file/services/#volumes
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Flaw
from hullmark.model import Mount
from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule


_OPTIONS = frozenset((
    "ro", "rw", "rro", "readonly", "z", "Z", "nocopy", "copy", "volume-nocopy", "cached", "consistent", "delegated",
    "default", "private", "rprivate", "slave", "rslave", "shared", "rshared", "unbindable", "runbindable", "bind",
    "rbind", "U", "O", "dev", "nodev", "exec", "noexec", "suid", "nosuid", "idmap", "upperdir", "workdir",
))
_ABSOLUTE = pattern(r"[/\\]|[A-Za-z]:[\\/]")


@rule(VALIDITY, ERROR, on=(Mount, Flaw), peers="composego:invalid-volume-spec")
def check(fact: Mount | Flaw, context: Context) -> Iterator[Problem]:
    """Flag the first wrong part of an entry."""
    if isinstance(fact, Flaw):
        if fact.kind == "mount":
            yield Problem(fact, fact.reason)
    elif fact.container is not None and fact.container.role == "service" and fact.target is not None:
        problem = next(_wrong(fact, fact.target), None)
        if problem is not None:
            yield problem


def _wrong(mount: Mount, target: Text) -> Iterator[Problem]:
    """Yield what is wrong with the parts."""
    if mount.source == "" or not target or "" in mount.options:
        yield Problem(mount, "a part of the volume is empty")
    elif target.known and not _ABSOLUTE.match(target):
        yield Problem(target.strip_part(), f"the target {target} is not absolute")
    for option in mount.options:
        name = option.partition("=")[0]
        if option.known and name not in _OPTIONS:
            what = "more than three parts" if ":" in option else f"an unknown option {option}"
            yield Problem(option, f"the volume has {what}")
