"""Tiller of Helm 2 is deployed.

Why: Helm 2 ended in November 2020. Tiller has the rights of an administrator as a rule, and asks nobody who reaches its
port for credentials.
Instead: move the releases to Helm 3, which needs nothing in the cluster, and delete Tiller.
Flags: pods with an image, a name or a label ``name`` in which tiller is a word, by the first of these.
Not flagged: the label ``app: helm`` alone; words of which tiller is a part, such as distiller.
See: https://helm.sh/docs/topics/v2_v3_migration/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import DAEMONS
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tiller import signs
from hullmark_kubernetes.tree import Pod


@rule(DAEMONS, WARNING, on=Pod, peers="checkov:CKV_K8S_34 trivy:KSV-0102 kics:Tiller-(Helm-v2)-deployed")
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the first sign of it."""
    for sign in signs(pod):
        yield Problem(sign, f"{pod.called} is Tiller of Helm 2, which nobody maintains")
        return
