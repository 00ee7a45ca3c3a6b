"""What a service says of other services, and the names that a project defines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hullmark.plugin import Text
from hullmark.yaml import Mapping

from hullmark_compose.names import COMPLETE
from hullmark_compose.names import is_canonical
from hullmark_compose.syntax import pairs
from hullmark_compose.syntax import texts
from hullmark_compose.tree import Project
from hullmark_compose.tree import Service

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


def whole(project: Project) -> bool:
    """Tell whether all that a project defines is in view: no override, no fragment, nothing included."""
    if project.kind != COMPLETE or project.root.has("include"):
        return False
    return project.set is not None or is_canonical(project.document.path)


def defined(project: Project, section: str) -> set[str]:
    """Return the names of a section in the file and in those beside it, with which it may be merged."""
    projects = project.set.projects if project.set is not None else [project]
    if section == "services":
        return {name for some in projects for name in some.services}
    return {name for some in projects for name in some.section(section).items}


def disjoint(one: Service, other: Service) -> bool:
    """Tell whether profiles keep two services from running together."""
    first, second = set(map(str, one.profiles)), set(map(str, other.profiles))
    return bool(first and second) and not first & second
