"""Signs of Tiller, the part of Helm 2 that ran in the cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hullmark.plugin import Text
from hullmark.plugin import pattern

from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer

_WORD = pattern(r"(?<![a-z])tiller(?![a-z])", re.IGNORECASE)


def mentions(text: Text | None) -> bool:
    """Tell whether a text has the word in it, not as a part of another word."""
    return text is not None and _WORD.search(text) is not None


def runs(container: PodContainer) -> bool:
    """Tell whether a container runs Tiller."""
    return mentions(container.image)


def signs(pod: Pod) -> Iterator[Text]:
    """Yield what says that a pod is Tiller's: an image, a name, a label ``name``."""
    for container in pod.containers:
        if container.image is not None and runs(container):
            yield container.image
    resource = pod.resource
    for text in (resource.name, pod.metadata.text("name"), pod.labels.text("name"), resource.labels.text("name")):
        if text is not None and mentions(text):
            yield text
