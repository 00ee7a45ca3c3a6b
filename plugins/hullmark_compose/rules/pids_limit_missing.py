"""A service may start any number of processes.

Why: a program that forks without end, by mistake or on purpose, leaves the host no process to log in with.
Instead: ``pids_limit: 200``, or ``deploy: {resources: {limits: {pids: 200}}}``.
Flags: a limit of 0 or -1, which is none, as a warning; in the profile ``all`` a service without a limit.
Not flagged: ``ulimits: {nproc: ...}``; services that are to run to their end; fragments; a value that is filled in
later.
See: https://docs.docker.com/reference/compose-file/services/#pids_limit
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_compose.tree import Service


@rule(RESILIENCE, INFO, on=Service, profile=STRICT, peers="kics:pids-limit-not-set dockerbench:5.29")
def check(service: Service, context: Context) -> Iterator[Problem]:
    """Flag the value, or the grip."""
    said = service.view.text("pids_limit") or service.deploy.mapping("resources", "limits").text("pids")
    if said is not None:
        if said in ("0", "-1"):
            yield Problem(said, f"{said} is no limit: the service may start any number of processes", severity=WARNING)
    elif service.lacks("ulimits", "nproc") and not service.left_open("pids_limit") and not service.left_open("deploy"):
        if not service.ends and not service.view.has("provider"):
            at = service.at("deploy", "resources", "limits")
            yield Problem(at, "the service may start any number of processes", profile=ALL)
