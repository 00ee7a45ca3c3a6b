"""A CronJob has no deadline for its start.

Why: a run that could not start in time starts late, whenever that is; and after more than 100 missed runs, as after a
long suspension, a CronJob without a deadline is not started any more.
Instead: ``startingDeadlineSeconds: 300``.
Flags: a CronJob without ``startingDeadlineSeconds``.
Not flagged: ``suspend: true``.
See: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import STRICT
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Resource


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=("CronJob",),
    profile=STRICT,
    peers="kubescore:cronjob-has-deadline kics:CronJob-deadline-not-configured",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the place where it belongs."""
    if not resource.spec.has("startingDeadlineSeconds") and not resource.spec.is_true("suspend"):
        at = resource.at("spec", "startingDeadlineSeconds")
        yield Problem(at, f"{resource.called} has no startingDeadlineSeconds; a missed run starts at any time")
