"""Keys are given together that exclude one another.

Why: Compose refuses the file, or Docker ignores one of them, and which is not what the reader expects.
Instead: keep the one that is meant.
Flags: ``network_mode`` with ``networks``; ``network_mode: host`` with ``ports``; ``dockerfile`` with
``dockerfile_inline``; secrets and configs with more than one of ``file``, ``environment``, ``content`` and
``external``; volumes and networks that are external and have settings of their own; devices with ``count`` and
``device_ids``.
Not flagged: ``external: false``; keys that are reset or null.
See: https://docs.docker.com/reference/compose-file/services/#network_mode
"""

from __future__ import annotations

from collections.abc import Iterator

from hullmark.plugin import ERROR
from hullmark.plugin import VALIDITY
from hullmark.plugin import Context
from hullmark.plugin import Problem
from hullmark.plugin import rule
from hullmark.yaml import EMPTY
from hullmark.yaml import Mapping
from hullmark.yaml import Node
from hullmark.yaml import Scalar

from hullmark_compose.service import Service
from hullmark_compose.tree import Project

_SOURCES = ("file", "environment", "content", "external")


@rule(
    VALIDITY,
    ERROR,
    on=(Service, Project),
    peers=(
        "composego:network-mode-and-networks composego:dockerfile-and-inline composego:file-object-exclusive"
        " composego:external-conflict composego:device-count-and-ids docker-language-server:bake-dockerfile-ignored"
    ),
)
def check(fact: Service | Project, context: Context) -> Iterator[Problem]:
    """Flag the later key, or the one that is ignored."""
    if isinstance(fact, Service):
        view = fact.view
        if view.has("network_mode") and _filled(view.get("networks")):
            yield Problem(view.key("networks"), "network_mode and networks exclude one another")
        if view.text("network_mode") == "host" and _filled(view.get("ports")):
            yield Problem(view.key("ports"), "ports are not published on the network of the host")
        yield from _together(fact.build, ("dockerfile", "dockerfile_inline"))
        for device in view.mappings("deploy", "resources", "reservations", "devices"):
            yield from _together(device, ("count", "device_ids"))
        return
    for section in ("secrets", "configs"):
        for _, node in fact.section(section):
            yield from _together(node, _SOURCES)
    for section in ("networks", "volumes"):
        for name, node in fact.section(section):
            external = isinstance(node, Mapping) and _given(node, "external")
            for key, value in node if isinstance(node, Mapping) and external else ():
                if key.value not in ("external", "name") and not key.value.startswith("x-") and _filled(value):
                    yield Problem(key, f"{name.value} is external, so {key.value} cannot be set here")


def _given(node: Mapping, key: str) -> bool:
    return node.has(key) and not node.is_false(key)


def _filled(node: Node | None) -> bool:
    """Tell whether something is said: no null, no empty list."""
    return bool(node.value) and not node.null if isinstance(node, Scalar) else node is not None and bool(node.items)


def _together(node: Node, keys: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the second of some keys of which only one may be given."""
    given = node if isinstance(node, Mapping) else EMPTY
    found = [key for key, _ in given if key.value in keys and _given(given, key.value)]
    if len(found) > 1:
        yield Problem(found[1], f"{found[0].value} and {found[1].value} exclude one another")
