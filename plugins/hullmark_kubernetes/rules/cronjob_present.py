"""A CronJob is there.

Why: it runs by itself, again and again, with the rights of its service account; whoever breaks into a cluster likes to
come back by one, so an audit looks at each.
Instead: keep it where somebody knows what it does and why.
Flags: every CronJob.
Not flagged: Jobs that something else starts.
See: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import DAEMONS
from hullmark.plugin import INFO
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(DAEMONS, INFO, on=Resource, when=("CronJob",), profile=ALL, peers="kubescape:C-0026")
def check(job: Resource, context: Context) -> Iterator[Problem]:
    """Flag the object."""
    if job.group == "batch":
        schedule = job.spec.text("schedule")
        when = f" at {schedule}" if schedule is not None else ""
        yield Problem(job, f"{job.called} runs by itself{when}")
