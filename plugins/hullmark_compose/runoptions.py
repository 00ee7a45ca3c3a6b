"""What an engine is told of a service, in the words of ``docker run``."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.plugin import Text
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_compose.service import Service
from hullmark_compose.syntax import mask
from hullmark_compose.syntax import part
from hullmark_compose.syntax import texts


def options_of(service: Service) -> Iterator[RunOption]:
    """Yield the options of a service; one with links needs the network that it says it is on."""
    view, shared = service.view, service.shared
    said = {
        "uts": view.text("uts"), "cgroup-parent": view.text("cgroup_parent"),
        "name": service.node.text("container_name"), "hostname": service.node.text("hostname"),
    }
    if not service.ends:
        said["log-driver"] = view.mapping("logging").text("driver")
    if not (view.has("links") or view.has("external_links")):
        said["network"] = view.text("network_mode")
    for name, value in said.items():
        if value is not None:
            yield RunOption(name, value, shared)
    if not any(mount.source is not None and mount.source.endswith("docker.sock") for mount in service.volumes):
        for option in service.security_options:
            yield RunOption("security-opt", option, shared)
    for path in texts(view.get("tmpfs")):
        yield RunOption("tmpfs", path, shared)
    for group in texts(view.get("group_add")):
        yield RunOption("group-add", group, shared)
    for path, permissions in _devices(service):
        yield RunOption("device", path, shared, permissions)
    for key, node in service.node.mapping("ulimits"):
        limit = node.get("hard") or node.get("soft") if isinstance(node, Mapping) else node
        if isinstance(limit, Scalar):
            yield RunOption("ulimit", limit.text, shared, key.value)


def _devices(service: Service) -> Iterator[tuple[Text, str]]:
    """Yield the paths of the host and the permissions, in either syntax."""
    node = service.view.get("devices")
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            source = item.text("source")
            if source is not None:
                yield source, str(item.text("permissions") or "rwm")
        elif isinstance(item, Scalar):
            parts = item.text.split(":")
            path = part(item.text, mask(item.text), 0, len(parts[0])) if item.known else item.text
            yield path, parts[2] if len(parts) > 2 else "rwm"
