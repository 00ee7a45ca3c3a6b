"""A container may start any number of processes.

Why: a program that forks without end, by mistake or on purpose, leaves the host no process to log in with.
Instead: ``pids_limit: 200``, or ``deploy: {resources: {limits: {pids: 200}}}``.
Flags: a limit of 0 or -1, which is none, as a warning, also in ``PidsLimit=``, ``--pids-limit`` and containers.conf; in
the profile ``all`` a service of Compose without a limit.
Not flagged: ``ulimits: {nproc: ...}``; services that are to run to their end; fragments; a value that is filled in
later.
See: https://docs.docker.com/reference/compose-file/services/#pids_limit
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import Text
from hullmark.plugin import rule

from hullmark_compose.service import Service


@rule(
    RESILIENCE,
    INFO,
    on=(Service, RunOption),
    when=("pids-limit",),
    profile=STRICT,
    peers="kics:pids-limit-not-set dockerbench:5.29",
)
def check(fact: Service | RunOption, context: Context) -> Iterator[Problem]:
    """Flag the value, or the grip."""
    if isinstance(fact, RunOption):
        yield from _value(fact.value)
    else:
        yield from _service(fact)


def _value(said: Text) -> Iterator[Problem]:
    if said in ("0", "-1"):
        message = f"{said} is no limit: the container may start any number of processes"
        yield Problem(said, message, severity=WARNING)


def _service(service: Service) -> Iterator[Problem]:
    said = service.view.text("pids_limit") or service.deploy.mapping("resources", "limits").text("pids")
    if said is not None:
        yield from _value(said)
    elif service.lacks("ulimits", "nproc") and not service.left_open("pids_limit") and not service.left_open("deploy"):
        if not service.ends and not service.view.has("provider"):
            at = service.at("deploy", "resources", "limits")
            yield Problem(at, "the service may start any number of processes", profile=ALL)
