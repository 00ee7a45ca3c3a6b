"""What only Compose reads so: names of projects, and ports, volumes and variables in its own syntaxes."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Flaw
from hullmark.plugin import pattern
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar
from hullmark.yaml import Sequence

from hullmark_compose.service import Service
from hullmark_compose.syntax import looks_like_path
from hullmark_compose.syntax import volumes
from hullmark_compose.tree import Project

_NAME = pattern(r"[a-z0-9][a-z0-9_-]*")


def malformed_name(project: Project) -> Iterator[Flaw]:
    """Yield the name of a project that is none."""
    name = project.root.text("name")
    if name is not None and name.known and not project.first_version and not _NAME.fullmatch(name):
        yield Flaw(name, "name", f"{name} is no name for a project: use a-z, 0-9, _ and -")


def malformed_in(service: Service) -> Iterator[Flaw]:
    """Yield what is wrong beside the parts that ports, mounts and variables have everywhere."""
    yield from _ports(service)
    yield from _mounts(service)
    for node in (service.node, *service.node.mappings("post_start"), *service.node.mappings("pre_stop")):
        yield from _variables(node.get("environment"))
    yield from _variables(service.node.mapping("build").get("args"))


def _ports(service: Service) -> Iterator[Flaw]:
    """Yield what is wrong in the long syntax."""
    for entry in service.node.mappings("ports"):
        if "target" not in entry:
            yield Flaw(entry.span, "port", "the port has no target")
        mode = entry.text("mode")
        if mode is not None and mode.known and mode not in ("host", "ingress"):
            yield Flaw(mode, "port", f"{mode} is no mode of a port: host or ingress")


def _mounts(service: Service) -> Iterator[Flaw]:
    """Yield sources that are not what they seem."""
    for mount in volumes(service.node.get("volumes")):
        source = mount.source
        if not source:
            continue
        if isinstance(mount.node, Mapping):
            if source.startswith("~") and mount.kind == "bind":
                yield Flaw(source, "mount", f"{source} stays as it is in the long syntax: ~ is no home here")
        elif mount.kind == "volume" and looks_like_path(source):
            if "/" in source or service.project.lacks("volumes", source):
                yield Flaw(source, "mount", f"without ./ {source} is the name of a volume and no path")


def _variables(node: Node | None) -> Iterator[Flaw]:
    """Yield entries that are no text."""
    if isinstance(node, Mapping):
        for key, value in node:
            if not isinstance(value, Scalar):
                what = "a mapping" if isinstance(value, Mapping) else "a list"
                yield Flaw(key.span, "variable", f"the value of {key.value} is {what}, not a text")
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            for key, _ in item:
                yield Flaw(key.span, "variable", f"an item of a list is written {key.value}=VALUE, without a colon")
        elif isinstance(item, Sequence):
            yield Flaw(item.span, "variable", "an item is a list, not NAME=value")
