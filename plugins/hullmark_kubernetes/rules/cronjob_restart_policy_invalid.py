"""The pods of a Job have a restart policy that Jobs cannot have.

Why: the default is Always, and a Job whose pods never end is refused by the API server; a CronJob is refused as well.
Instead: ``restartPolicy: OnFailure`` in the pod template, or Never.
Flags: no ``restartPolicy``, or another than OnFailure and Never, in the template of a Job or CronJob.
Not flagged: no policy where a main container has no image: a patch; kinds of the same name in other groups.
See: https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod


@rule(
    VALIDITY,
    ERROR,
    on=Pod,
    when=("CronJob", "Job"),
    peers="kubescore:cronjob-restartpolicy",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the policy, or the place where it belongs."""
    if pod.resource.group != "batch":
        return
    said = pod.spec.text("restartPolicy")
    if said is None:
        if pod.main and all(container.image for container in pod.main):
            message = f"{pod.called} is refused without restartPolicy OnFailure or Never"
            yield Problem(pod.at("restartPolicy"), message)
    elif said.known and said not in ("OnFailure", "Never"):
        yield Problem(said, f"{pod.called} is refused with restartPolicy {said}; it must be OnFailure or Never")
