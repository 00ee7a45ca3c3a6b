"""What an engine is told of a service, in the words of ``docker run``."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import RunOption
from hullmark.yaml import Mapping
from hullmark.yaml import Scalar

from hullmark_compose.service import Service
from hullmark_compose.syntax import texts


def options_of(service: Service) -> Iterator[RunOption]:
    """Yield the options of a service."""
    view, shared = service.view, service.shared
    said = {"uts": view.text("uts"), "cgroup-parent": view.text("cgroup_parent")}
    if not service.ends:
        said["log-driver"] = view.mapping("logging").text("driver")
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
    for key, node in service.node.mapping("ulimits"):
        limit = node.get("hard") or node.get("soft") if isinstance(node, Mapping) else node
        if isinstance(limit, Scalar):
            yield RunOption("ulimit", limit.text, shared, key.value)
