"""Finished Jobs pile up, or vanish before they are counted.

Why: a Job stays with its pods after it has finished, until somebody deletes it, and slows down the API server. A
CronJob deletes its Jobs by the limits of its history, which a time to live undermines.
Instead: ``ttlSecondsAfterFinished: 3600`` in a Job, ``successfulJobsHistoryLimit`` in a CronJob.
Flags: a Job without ``ttlSecondsAfterFinished``; a CronJob with it in its ``jobTemplate``.
Not flagged: hooks of Helm and Argo CD with a policy for their deletion; Jobs in other groups.
See: https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/
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

_DELETED = ("helm.sh/hook-delete-policy", "argocd.argoproj.io/hook-delete-policy")


@rule(
    RESILIENCE,
    INFO,
    on=Resource,
    when=("CronJob", "Job"),
    profile=STRICT,
    peers="kubelinter:job-ttl-seconds-after-finished",
)
def check(resource: Resource, context: Context) -> Iterator[Problem]:
    """Flag the place where the time belongs, or the key of one that is too many."""
    if resource.group != "batch" or any(hook in resource.annotations for hook in _DELETED):
        return
    if resource.kind == "CronJob":
        at = resource.spec.mapping("jobTemplate", "spec").key("ttlSecondsAfterFinished")
        if at is not None:
            yield Problem(at, f"the Jobs of {resource.called} vanish whatever the limits of its history say")
    elif not resource.spec.has("ttlSecondsAfterFinished"):
        place = resource.at("spec", "ttlSecondsAfterFinished")
        yield Problem(place, f"{resource.called} stays when it has finished: no ttlSecondsAfterFinished")
