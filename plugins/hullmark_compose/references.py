"""What a service says of other services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.model import Dependencies
from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_compose.service import Service
from hullmark_compose.syntax import pairs
from hullmark_compose.syntax import texts
from hullmark_compose.tree import Project

_NAMESPACES = ("network_mode", "ipc", "pid")


class Reference(NamedTuple):
    """A service named by another one: ``key`` says where; ``required`` is False where it may be missing."""

    key: str
    name: Text
    required: bool = True


def references(view: Mapping) -> Iterator[Reference]:
    """Yield the services that a service needs, the one that it extends left out."""
    waited = view.get("depends_on")
    for name in texts(waited):
        yield Reference("depends_on", name)
    for scalar, settings in waited if isinstance(waited, Mapping) else ():
        optional = isinstance(settings, Mapping) and settings.is_false("required")
        yield Reference("depends_on", scalar.text, not optional)
    for text in texts(view.get("links")):
        colon = text.find(":")
        yield Reference("links", text if colon < 0 else text.part(0, colon))
    for text in texts(view.get("volumes_from")):
        if not text.startswith("container:"):
            colon = text.find(":")
            yield Reference("volumes_from", text if colon < 0 else text.part(0, colon))
    for key in _NAMESPACES:
        said = view.text(key)
        if said is not None and said.startswith("service:"):
            yield Reference(key, said.part(len("service:")))
    for pair in pairs(view.mapping("build").get("additional_contexts")):
        if pair.value is not None and pair.value.startswith("service:"):
            yield Reference("additional_contexts", pair.value.part(len("service:")))


def dependencies_of(project: Project) -> Iterator[Dependencies]:
    """Yield which services need which, and which extend which in this file."""
    needed: dict[str, dict[str, Text]] = {}
    extended: dict[str, dict[str, Text]] = {}
    for name, service in project.services.items():
        needed[name] = {str(found.name): found.name for found in references(service.view)}
        file, base = service.extends
        extended[name] = {str(base): base} if base is not None and file is None else {}
    yield Dependencies("service", "depends on", needed)
    yield Dependencies("service", "extends", extended)


def disjoint(one: Service, other: Service) -> bool:
    """Tell whether profiles keep two services from running together."""
    first, second = set(map(str, one.profiles)), set(map(str, other.profiles))
    return bool(first and second) and not first & second
