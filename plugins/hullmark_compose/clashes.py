"""Names and mount targets that must be given once and are given again."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from hullmark.model import Clash
from hullmark.plugin import Text
from hullmark.yaml import Scalar

from hullmark_compose.references import disjoint
from hullmark_compose.service import Service
from hullmark_compose.syntax import named
from hullmark_compose.syntax import texts
from hullmark_compose.syntax import volumes
from hullmark_compose.tree import Project


def clashes_of(project: Project) -> Iterator[Clash]:
    """Yield the names of containers that a service before has too, then what is mounted where something is already."""
    yield from _names(project)
    for service in project.services.values():
        yield from _mounts(service)


def _names(project: Project) -> Iterator[Clash]:
    """Yield the names of containers that a service before has too; one that is inherited, at the later service."""
    seen: list[tuple[Service, Text]] = []
    for service in project.services.values():
        name = service.view.text("container_name")
        if name is None or not name.known:
            continue
        first = next((said for other, said in seen if said == name and not disjoint(other, service)), None)
        seen.append((service, name))
        if first is not None:
            yield Clash(service.span if first.span == name.span else name.span, "container", name, first.span)


def _mounts(service: Service) -> Iterator[Clash]:
    """Yield the later target, unless its item repeats the earlier one word for word."""
    seen: dict[str, tuple[Text, str]] = {}
    for folder, target, written in _targets(service):
        if not target.known or not target:
            continue
        path = posixpath.normpath(posixpath.join(folder, target))
        first, before = seen.setdefault(path, (target, written))
        if first is not target and (not written or written != before):
            yield Clash(target.span, "target", target.substitute(path), first.span)


def _targets(service: Service) -> Iterator[tuple[str, Text, str]]:
    """Yield what is mounted: the folder that it is relative to, the target, the item where it is one text."""
    source = service.project.document.text
    for mount in volumes(service.node.get("volumes")):
        if mount.target is not None:
            item = source[slice(*mount.span)] if isinstance(mount.node, Scalar) else ""
            yield "/", mount.target, item.strip("'\"")
    for text in texts(service.node.get("tmpfs")):
        colon = text.find(":")
        yield "/", text if colon < 0 else text.part(0, colon), source[slice(*text.span)]
    for key, folder in (("secrets", "/run/secrets"), ("configs", "/")):
        for name, settings in named(service.node.get(key)):
            yield folder, settings.text("target") or name, ""
