"""A container has no request or no limit of ephemeral storage.

Why: its writable layer, its logs and its emptyDir volumes share the disk of the node; one that fills it gets other pods
evicted.
Instead: ``requests: {ephemeral-storage: 100Mi}`` and ``limits: {ephemeral-storage: 1Gi}``.
Flags: a request or a limit of ephemeral-storage that is missing or zero.
Not flagged: a read-only root file system where each emptyDir of the pod has a ``sizeLimit`` or is in memory; values
that are filled in later; containers for debugging.
See: https://kubernetes.io/docs/concepts/storage/ephemeral-storage/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import RESILIENCE
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule

from hullmark_kubernetes.resources import given
from hullmark_kubernetes.tree import PodContainer


@rule(
    RESILIENCE,
    INFO,
    on=PodContainer,
    profile=ALL,
    peers="kubescore:container-ephemeral-storage-request-and-limit",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the value, or the place where it belongs."""
    if container.shared.resources is None or _bounded(container):
        return
    for kind, word in (("limits", "limit"), ("requests", "request")):
        said = given(container, kind, "ephemeral-storage")
        if said is None or said == "0":
            at = container.at("resources", kind, "ephemeral-storage")
            yield Problem(at, f"{container.called} has no {word} of ephemeral storage")
            return


def _bounded(container: PodContainer) -> bool:
    """Tell whether a container writes to nothing on the node's disk but what has a limit of its own."""
    empty = [volume.mapping("emptyDir") for volume in container.pod.volumes.values() if "emptyDir" in volume]
    return container.security.is_true("readOnlyRootFilesystem") and all(
        directory.has("sizeLimit") or directory.text("medium") == "Memory" for directory in empty
    )
