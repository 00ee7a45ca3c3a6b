"""A container runs with a low group number, or does not say with which.

Why: numbers below 10000 belong to groups of the node; where a process breaks out or shares a directory, it may do what
the group of that number may. Without a number the group is the image's, which often is root's.
Instead: ``runAsGroup: 10001``, if the image can run with any group.
Flags: ``runAsGroup`` below 10000 or not set, of the container or taken over from its pod.
Not flagged: ``hostUsers: false``, which maps all numbers; a DeploymentConfig without a number, which OpenShift fills
in; Windows.
Options: ``minimum`` is the lowest number that is fine.
See: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import USERS
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.securitycontexts import low_number
from hullmark_kubernetes.tree import PodContainer


class Options(NamedTuple):
    """Options of the rule."""

    minimum: int = 10000


@rule(
    USERS,
    INFO,
    on=PodContainer,
    profile=ALL,
    options=Options,
    peers="trivy:KSV-0021 kubesec:RunAsGroup kubescore:container-security-context-user-group-id",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the number, or the place where one belongs."""
    yield from low_number(container, "runAsGroup", "a group", context.options.minimum)
