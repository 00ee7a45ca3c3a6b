"""A volume is cloned from a git repository by the kubelet.

Why: the kubelet runs git as root on the node; a repository with a hook in a submodule runs its own program there
(CVE-2024-10220). The type is deprecated since 1.11 and switched off in current clusters.
Instead: an emptyDir that an init container clones into, with rights of its own.
Flags: ``gitRepo`` in the volumes of a pod.
Not flagged: git in containers.
See: https://kubernetes.io/docs/concepts/storage/volumes/#gitrepo
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import SUPPLY_CHAIN
from hullmark.plugin import WARNING
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.tree import Pod


@rule(SUPPLY_CHAIN, WARNING, on=Pod, peers="trivy:KSV-0028")
def check(pod: Pod, context: Context) -> Iterator[Problem]:
    """Flag the type of the volume."""
    for volume in pod.spec.mappings("volumes"):
        key = volume.key("gitRepo")
        if key is not None:
            yield Problem(key, "the kubelet clones the repository as root on the node; use an init container")
