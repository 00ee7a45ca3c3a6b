"""A pod names its service account in the deprecated field.

Why: ``serviceAccount`` is an alias from the first days of the API. Where both fields are set, ``serviceAccountName``
wins, and a reader of the other one is misled about the rights of the pod.
Instead: ``serviceAccountName: web``.
Flags: ``serviceAccount`` without ``serviceAccountName``, or with another name in it.
Not flagged: both with one name, which is how the API server writes objects out.
See: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import INFO
from hullmark.plugin import STRICT
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod


@rule(
    VALIDITY,
    INFO,
    on=Pod,
    profile=STRICT,
    peers="kubelinter:deprecated-service-account-field kubescape:C-0294",
)
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the key."""
    old, new = pod.spec.text("serviceAccount"), pod.spec.text("serviceAccountName")
    if old is None or new is not None and (new == old or not new.known or not old.known):
        return
    then = "write serviceAccountName" if new is None else f"serviceAccountName: {new} holds"
    yield Problem(pod.spec.key("serviceAccount"), f"serviceAccount: {old} is deprecated; {then}")
