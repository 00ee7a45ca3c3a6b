"""The directories of a node that a pod mounts."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath
from typing import NamedTuple

from hullmark.model import Mount
from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_kubernetes.tree import Pod
from hullmark_kubernetes.tree import PodContainer
from hullmark_kubernetes.tree import Resource


class HostPath(NamedTuple):
    """A volume of a pod that is a path of the node, with the places where containers mount it."""

    source: Text
    volume: Mapping
    mounts: tuple[tuple[PodContainer, Mapping], ...]

    @property
    def path(self) -> str:
        """The path without superfluous dots and slashes."""
        return normal(self.source)

    @property
    def read_only(self) -> bool:
        """Tell whether no container may write to it."""
        return bool(self.mounts) and all(mount.is_true("readOnly") for _, mount in self.mounts)


def normal(path: str) -> str:
    """Return a path without superfluous dots and slashes."""
    return normpath("/" + path.lstrip("/")) if path.startswith("/") else normpath(path)


def host_path(holder: Mapping) -> Text | None:
    """Return the path of ``hostPath`` in a volume or in the spec of a PersistentVolume."""
    return holder.mapping("hostPath").text("path")


def host_paths(pod: Pod) -> Iterator[HostPath]:
    """Yield the volumes of a pod that are paths of the node."""
    for volume in pod.spec.mappings("volumes"):
        source = host_path(volume)
        if source is not None:
            yield HostPath(source, volume, tuple(_mounts(pod, volume.text("name"))))


def mounts_of(resource: Resource) -> Iterator[Mount]:
    """Yield the paths of the node that an object names as shared facts, each with the first place it is mounted at."""
    if resource.kind == "PersistentVolume":
        source = host_path(resource.spec)
        if source is not None:
            yield Mount(source.span, source, None, "bind", False)
    for pod in resource.pods:
        for path in host_paths(pod):
            target = None
            container = pod.containers[0].shared if pod.containers else None
            if path.mounts:
                first, mount = path.mounts[0]
                target, container = mount.text("mountPath"), first.shared
            yield Mount(path.source.span, path.source, target, "bind", path.read_only, container)


def _mounts(pod: Pod, name: Text | None) -> Iterator[tuple[PodContainer, Mapping]]:
    for container in pod.containers if name is not None else ():
        for mount in container.node.mappings("volumeMounts"):
            if mount.text("name") == name:
                yield container, mount
