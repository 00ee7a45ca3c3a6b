"""A container mounts a Secret, a ConfigMap or a claim of these files.

Why: an inventory for an audit: it shows what an attacker finds in which container.
Instead: nothing, where the container needs the data; else take the mount away.
Flags: each mount of a volume that comes from a Secret, a ConfigMap or a PersistentVolumeClaim which the files that are
applied together define in the pod's namespace.
Not flagged: init containers; volumes of objects that are defined elsewhere. Off by default, since it is no fault.
See: https://kubernetes.io/docs/concepts/storage/volumes/
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ALL
from hullmark.plugin import INFO
from hullmark.plugin import PRIVILEGES
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.tree import Resource

#: Kinds of objects with the field of a volume and the key in it that name one.
_SOURCES = (
    ("Secret", "secret", "secretName"),
    ("ConfigMap", "configMap", "name"),
    ("PersistentVolumeClaim", "persistentVolumeClaim", "claimName"),
)


@rule(
    PRIVILEGES,
    INFO,
    on=PodContainer,
    when=("main",),
    profile=ALL,
    peers="kubescape:C-0255 kubescape:C-0257 kubescape:C-0258",
)
def check(container: PodContainer, context: Context) -> Iterator[Problem]:
    """Flag the mount."""
    resource = container.pod.resource
    for mount in container.node.mappings("volumeMounts") if resource.set is not None else ():
        source = _source(container.pod.volumes.get(mount.text("name") or "", EMPTY), resource)
        if source:
            yield Problem(mount, f"{container.called} mounts the {source}")


def _source(volume: Mapping, resource: Resource) -> str:
    """Return the kind and the name of the object that a volume comes from, "" where the files do not define it."""
    for kind, field, key in _SOURCES:
        name = volume.mapping(field).text(key)
        if name is not None and resource.set is not None:
            if any(other.name == name for other in resource.set.beside(resource, kind)):
                return f"{kind} {name}"
    return ""
