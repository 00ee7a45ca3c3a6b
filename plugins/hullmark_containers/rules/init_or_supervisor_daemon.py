"""An init system or a supervisor of processes runs in the container.

Why: the platform sees one process that never ends, whatever becomes of those behind it: it restarts nothing, its checks
and limits hold for all of them together, and their logs mix. Such a program mostly needs root.
Instead: one process for each container, started as such; where a process leaves children behind, tini or dumb-init.
Flags: supervisord, systemd, ``/sbin/init``, runit, s6-svscan, monit, circus, god and forever as what the container
starts, as information pm2; packages that hold one, in an image; images that begin with an init system
(phusion/baseimage, jrei/systemd, ubi-init ...).
Not flagged: tini, dumb-init, catatonit, docker-init; libraries and tools of systemd; units that are copied or deleted;
images that bring s6-overlay and say no command; a package that the same script removes again; stages that only build;
an image that deprecated-image reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import Image
from hullmark.plugin import DAEMONS
from hullmark.plugin import INFO
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.daemonkinds import SUPERVISOR
from hullmark_containers.deprecations import DEPRECATED

_IMAGE = pattern(
    r"phusion/baseimage(?:-.*)?|jrei/systemd-.*|(?:.*/)?(?:[\w.]+-)*systemd|(?:.*/)?ubi\d+(?:/ubi)?-init"
)
_INITS = ("/sbin/init", "/usr/sbin/init")
_PM2 = frozenset(("pm2", "pm2-runtime"))


@rule(
    DAEMONS,
    WARNING,
    on=(Command, Image),
    when=SUPERVISOR.commands,
    hints={Command: SUPERVISOR.hints, Image: ("baseimage", "-init", "systemd")},
)
def check(fact: Command | Image, context: Context) -> Iterator[Problem]:
    """Flag the program, the package or the image."""
    container = fact.container
    if container is not None and not container.ships:
        return
    if isinstance(fact, Image):
        known = fact.use == "run" and fact.repository in DEPRECATED
        if fact.use in ("base", "run") and not known and _IMAGE.fullmatch(fact.repository):
            yield Problem(fact.name, f"{fact.name} starts an init system; run one process for each container")
        return
    started = _started(fact)
    if started is not None:
        severity = INFO if fact.program in _PM2 else None
        yield Problem(
            started, f"{started} runs several processes, of which the platform sees none; run one for each container",
            severity=severity,
        )
    for word in SUPERVISOR.installed(fact):
        yield Problem(word, f"{word} is there to run several processes; run one for each container")


def _started(command: Command) -> Text | None:
    """Return the program, unless it only is called like an init, or told to do something else."""
    if command.program == "init" and command.name not in _INITS:
        return None
    if command.program == "pm2" and not {"start", "--no-daemon"} & set(command.args):
        return None
    return SUPERVISOR.started(command)
