"""A cron daemon or another scheduler runs in the container.

Why: it needs root, hides what its jobs print and how they end, runs them with an environment that is not the
container's, and runs each job as often as there are replicas.
Instead: a CronJob object, a timer of systemd or the scheduler of the platform, which starts a container for each run;
else supercronic as the only process of a container of its own.
Flags: cron, crond, anacron, atd and fcron started, also by way of ``service``, ``busybox`` and an init; packages that
hold one, in an image; schedulers that command other containers (ofelia, willfarrell/crontab). As information tables
that an image gives to cron; in the profile strict also a daemon that is the container's foreground process, supercronic
and yacron. In a manifest of Kubernetes a foreground process is a warning too, since there is an object for it.
Not flagged: names that only hold the word; a package that the same script removes again; stages that only build;
a file in a folder named after cron.
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Command
from hullmark.model import File
from hullmark.model import Image
from hullmark.plugin import DAEMONS
from hullmark.plugin import DEFAULT
from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import pattern
from hullmark.plugin import rule

from hullmark_containers.daemonkinds import CRON
from hullmark_containers.daemonkinds import in_foreground

_IMAGES = frozenset(("alseambusher/crontab-ui", "mcuadros/ofelia", "willfarrell/crontab"))
_MODEST = frozenset(("supercronic", "yacron"))
_FOLDER = pattern(r"(?:.*[/\\])?(?:[a-z0-9]+[-_])*(?:cron|crond|supercronic|scheduler)(?:[-_][a-z0-9]+)*[/\\][^/\\]*")
_TABLE = pattern(r"/etc/cron\.(?:d|hourly|daily|weekly|monthly)/.+|/etc/crontabs?(?:/.+)?|/var/spool/cron/.+")
_GIVEN = "a table for cron in the image needs a cron daemon in the container; let the platform start its jobs"
_ASKING = frozenset(("-e", "-l", "-r", "-u"))


@rule(
    DAEMONS,
    {"": INFO, "dockerfile": WARNING, "kubernetes": WARNING},
    on=(Command, Image, File),
    when=(*CRON.commands, "crontab"),
    hints={Command: CRON.hints},
)
def check(fact: Command | Image | File, context: Context) -> Iterator[Problem]:
    """Flag the program, the package, the table or the image."""
    container = fact.container
    if isinstance(fact, Image):
        if fact.use == "run" and fact.repository in _IMAGES:
            yield Problem(fact.name, f"{fact.name} starts jobs in other containers by way of the engine's socket")
        return
    if isinstance(fact, File):
        path = fact.path
        if path is not None and _TABLE.fullmatch(path) and container is not None and container.ships:
            yield Problem(path, _GIVEN, severity=INFO)
        return
    if container is None or container.ships:
        found = list(_of_command(fact, context.document.format))
        if found and not _FOLDER.fullmatch(context.document.path.lower()):
            yield from found


def _of_command(command: Command, format: str) -> Iterator[Problem]:
    started = CRON.started(command)
    if started is not None:
        yield _started(started, command, format)
    for word in CRON.installed(command):
        yield Problem(word, f"{word} runs jobs beside the container's process; let the platform start them")
    if command.program == "crontab" and command.args and not _ASKING & set(command.args):
        yield Problem(command.name, _GIVEN, severity=INFO)


def _started(at: Text, command: Command, format: str) -> Problem:
    message = f"{at} runs jobs in the container; let the platform start a container for each"
    modest = command.program in _MODEST
    alone = modest or in_foreground(command, "-f", "-n", "-foreground", "-d")
    if format == "kubernetes":
        message = f"{at} runs jobs in the container; a CronJob starts a container for each"
        return Problem(at, message, severity=INFO if modest else None, profile=STRICT if modest else DEFAULT)
    return Problem(at, message, severity=INFO if alone else None, profile=STRICT if alone else DEFAULT)
