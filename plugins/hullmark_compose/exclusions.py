"""Keys of a service or a section that exclude one another."""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.model import Flaw
from hullmark.plugin import Span
from hullmark.plugin import Text
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar

from hullmark_compose.service import Service
from hullmark_compose.tree import Project

_SOURCES = ("file", "environment", "content", "external")


def in_service(service: Service) -> Iterator[Flaw]:
    """Yield the keys of a service: the later one, or the one that is ignored."""
    view = service.view
    networks, ports = view.key("networks"), view.key("ports")
    if networks is not None and view.has("network_mode") and _filled(view.get("networks")):
        yield _flaw(networks.span, "network_mode and networks exclude one another")
    if ports is not None and view.text("network_mode") == "host" and _filled(view.get("ports")):
        yield _flaw(ports.span, "ports are not published on the network of the host")
    yield from _together(service.build, ("dockerfile", "dockerfile_inline"))
    for device in view.mappings("deploy", "resources", "reservations", "devices"):
        yield from _together(device, ("count", "device_ids"))


def in_sections(project: Project) -> Iterator[Flaw]:
    """Yield the keys of secrets, configs, networks and volumes."""
    for section in ("secrets", "configs"):
        for _, node in project.section(section):
            yield from _together(node, _SOURCES)
    for section in ("networks", "volumes"):
        for name, node in project.section(section):
            external = isinstance(node, Mapping) and _given(node, "external")
            for key, value in node if isinstance(node, Mapping) and external else ():
                if key.value not in ("external", "name") and not key.value.startswith("x-") and _filled(value):
                    yield _flaw(key.span, f"{name.value} is external, so {key.value} cannot be set here")


def _flaw(at: Span | Text, reason: str) -> Flaw:
    return Flaw(at, "keys", reason)


def _given(node: Mapping, key: str) -> bool:
    return node.has(key) and not node.is_false(key)


def _filled(node: Node | None) -> bool:
    """Tell whether something is said: no null, no empty list."""
    return bool(node.value) and not node.null if isinstance(node, Scalar) else node is not None and bool(node.items)


def _together(node: Node, keys: tuple[str, ...]) -> Iterator[Flaw]:
    """Yield the second of some keys of which only one may be given."""
    given = node if isinstance(node, Mapping) else EMPTY
    found = [key for key, _ in given if key.value in keys and _given(given, key.value)]
    if len(found) > 1:
        yield _flaw(found[1].span, f"{found[0].value} and {found[1].value} exclude one another")
